"""Good practices the resource person collects and uses in events (L15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning_cluster.models.cluster import Cluster
from learning_cluster.models.event import Event
from learning_cluster.models.people import Member


class GoodPractice(models.Model):
    """A practice in a country, which service it is and whom to ask."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="practices")
    title = models.CharField(_("title"), max_length=200)
    country = models.CharField(_("country"), max_length=80)
    service = models.CharField(_("service"), max_length=200)
    about = models.TextField(_("what is good about it"), max_length=4000)
    contact = models.CharField(_("whom to ask"), max_length=300, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    is_public = models.BooleanField(_("shown on public pages"), default=False)
    events = models.ManyToManyField(
        Event, blank=True, related_name="practices", verbose_name=_("used at")
    )
    added_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="practices"
    )
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["country", "title"]
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")

    def __str__(self) -> str:
        return self.title
