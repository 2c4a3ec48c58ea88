"""What trainers left for the enrolled, opened by the coordinator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from training.material_files import handed_over
from training.staff.runs.base import RunView


class Material(RunView):
    def get(self, request: HttpRequest, pk: int, material: int) -> HttpResponse:
        return handed_over(get_object_or_404(self.run.materials, pk=material))
