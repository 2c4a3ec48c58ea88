"""What every page of the coordinator about enrolments shares."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from training.models import Enrolment, Run
from training.models.enrolment import EnrolmentQuerySet
from training.staff.coordinator import CoordinatorDoor


class EnrolmentsView(CoordinatorDoor):
    """A page about enrolments, or about authorities' requests for runs."""

    def enrolments(self) -> EnrolmentQuerySet:
        return Enrolment.objects.visible_to(self.user, self.at).with_names()

    @cached_property
    def run(self) -> Run:
        """Return the run the address names."""
        rows = Run.objects.with_names().dated().seated()
        return get_object_or_404(rows, pk=self.kwargs["pk"])
