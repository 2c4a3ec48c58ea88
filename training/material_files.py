"""Handing over what trainers leave."""

from django.http import HttpResponse

from privacy import materials
from training.models import RunMaterial


def handed_over(material: RunMaterial) -> HttpResponse:
    """Return what `privacy.materials.handed_over` does with this material."""
    return materials.handed_over(title=material.title, file=material.file, url=material.url)
