"""Who works on learning clusters in the admin: the coordinator alone (X2)."""

from accounts.roles import Role

COORDINATING = frozenset({Role.CLUSTER_COORDINATOR})

MENU = "register_learning_cluster_menu_item"  # the hook that fills the menu "Učni grozd"
