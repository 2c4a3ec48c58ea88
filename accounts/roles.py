from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Every role of the portal (DESIGN 8)."""

    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    PUBLISHER = "publisher", _("publisher")
    PORTAL_ADMINISTRATOR = "portal_administrator", _("portal administrator")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("data-protection officer")
    AUDITOR = "auditor", _("auditor")
    LOCATION_MANAGER = "location_manager", _("location manager")
    CLERK = "clerk", _("clerk")
    AGENT = "agent", _("call-centre agent")
    SUPERVISOR = "supervisor", _("call-centre supervisor")
    FIRST_LEVEL_SUPPORT = "first_level_support", _("first-level support")
    REPORT_RECIPIENT = "report_recipient", _("report recipient")
    TRAINING_COORDINATOR = "training_coordinator", _("training coordinator")
    PROVIDER = "provider", _("provider")
    TRAINER = "trainer", _("trainer")
    APPROVER = "approver", _("authority's approver")
    PARTICIPANT = "participant", _("participant")
    PROGRAMME_TRIAGE = "programme_triage", _("programme triage")
    CLUSTER_COORDINATOR = "cluster_coordinator", _("cluster coordinator")
    RESOURCE_PERSON = "resource_person", _("resource person")
    CLUSTER_MEMBER = "cluster_member", _("cluster member")
    PARTNER_REVIEWER = "partner_reviewer", _("partner reviewer")
    CALL_SCORER = "call_scorer", _("call scorer")
    APPLICANT = "applicant", _("applicant")
    CONSULTATION_MODERATOR = "consultation_moderator", _("consultation moderator")


# Roles that open the admin. Each of them needs a second factor (X5).
STAFF_ROLES = frozenset(
    {
        Role.EDITOR,
        Role.REVIEWER,
        Role.PUBLISHER,
        Role.PORTAL_ADMINISTRATOR,
        Role.DATA_PROTECTION_OFFICER,
        Role.AUDITOR,
        Role.LOCATION_MANAGER,
        Role.CLERK,
        Role.AGENT,
        Role.SUPERVISOR,
        Role.FIRST_LEVEL_SUPPORT,
        Role.REPORT_RECIPIENT,
        Role.TRAINING_COORDINATOR,
        Role.PROGRAMME_TRIAGE,
        Role.CLUSTER_COORDINATOR,
        Role.CONSULTATION_MODERATOR,
    }
)
