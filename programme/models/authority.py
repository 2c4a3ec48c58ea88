import re

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

is_domain = RegexValidator(
    r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$",
    _("Write what stands after the @ of the official addresses, for example gov.si."),
)
# Narrower than RFC 5322: what is quoted or holds a second @ may be read as another's address.
_LOCAL_PART = re.compile(r"[A-Za-z0-9._+'-]+")


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def listed(self) -> "AuthorityQuerySet":
        """Keep those that may submit challenges and ask for support."""
        return self.filter(is_listed=True)


class Authority(models.Model):
    """An authority of the state administration that may turn to the programme (P4).

    The name is a proper name in Slovene. Who writes for it is known by an address at one of its
    domains (docs/decisions).
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    domains = ArrayField(
        models.CharField(max_length=253, validators=[is_domain]),
        verbose_name=_("what stands after the @ of its addresses"),
        help_text=_("Several are separated by commas."),
        default=list,
        blank=True,
    )
    is_listed = models.BooleanField(_("may submit"), default=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_listed=False) | Q(domains__len__gt=0),
                name="programme_authority_listed_has_domain",
                violation_error_message=_(
                    "An authority that may submit needs at least one domain of official addresses."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def owns(self, address: str) -> bool:
        """Say whether an e-mail address is at one of its domains; a subdomain is another domain.

        An address whose local part is out of the ordinary belongs to no authority.
        """
        local, _at, domain = address.rpartition("@")
        return _LOCAL_PART.fullmatch(local) is not None and domain.lower() in self.domains
