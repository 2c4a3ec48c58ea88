"""The one question of a service with territorial competence, and its answer, in words (B14)."""

from django.utils.translation import gettext_lazy as _

from booking.enums import Competence

QUESTIONS = {
    Competence.RESIDENCE: _("In which municipality do you live?"),
    Competence.PROPERTY: _("In which municipality is the property?"),
    Competence.EVENT: _("In which municipality did the event take place?"),
    Competence.SEAT: _("In which municipality is the registered seat?"),
    Competence.APPLIED: _("In which municipality did you file the application?"),
}

HINTS = {
    Competence.RESIDENCE: _("The one where your permanent or temporary residence is registered."),
    Competence.PROPERTY: _("If it lies in several, the one with its largest part."),
    Competence.EVENT: _("For example where the child was born or the marriage was concluded."),
    Competence.SEAT: _("The one entered in the register as the seat."),
    Competence.APPLIED: _("The one of the office where you handed it in."),
}

REASONS = {
    Competence.RESIDENCE: _("Your municipality of residence decides where you go for this."),
    Competence.PROPERTY: _("The municipality of the property decides where you go for this."),
    Competence.EVENT: _("The municipality of the event decides where you go for this."),
    Competence.SEAT: _("The municipality of the registered seat decides where you go for this."),
    Competence.APPLIED: _("You collect it where you applied for it."),
}
