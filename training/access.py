"""Who works on trainings: the coordinator in the admin, editors on the catalogue (X2)."""

from accounts.roles import Role

COORDINATING = frozenset({Role.TRAINING_COORDINATOR})
# The catalogue's facts are texts too.
CATALOGUE = COORDINATING | {Role.EDITOR, Role.PORTAL_ADMINISTRATOR}

MENU = "register_training_menu_item"  # the hook that fills the menu "Usposabljanja"
