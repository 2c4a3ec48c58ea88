"""The two secret links of a submission."""

from uuid import UUID

from privacy.secret_links import link_token


def confirm_token(uid: UUID) -> str:
    """Return the 256-bit token of the link that proves an address."""
    return link_token("programme.confirm", uid)


def status_token(uid: UUID) -> str:
    """Return the 256-bit token of the submitter's page."""
    return link_token("programme.status", uid)
