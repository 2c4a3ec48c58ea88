"""The one error of the programme: a code for machines and a sentence for people."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "changed_meanwhile": _(
        "A colleague has changed this meanwhile. Nothing of yours was saved: look at it as it is"
        " now, then decide."
    ),
    "no_such_step": _("From its present state this cannot be done."),
    "reason_needed": _("Write the reason: the authority is told it."),
    "prototype_needed": _("Describe the prototype before you say that one is being made."),
    "users_needed": _(
        "Describe the prototype, which users took part and what came of it before you say that it"
        " was tested."
    ),
    "link_over": _("This link has expired. Send the form once more."),
    "too_many": _(
        "Several links have been sent to this address already. Use the newest of them, or try"
        " again in an hour."
    ),
    "too_many_here": _("Much has been sent from your connection already. Try again in an hour."),
    "not_listed": _("This authority is not on the list any more."),
}


class ProgrammeError(Exception):
    """A rule of the programme said no; `code` is one of MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = MESSAGES[code]
