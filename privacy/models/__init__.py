from privacy.models.audit import AuditEntry, AuditSeal
from privacy.models.notice import Notice

__all__ = ["AuditEntry", "AuditSeal", "Notice"]
