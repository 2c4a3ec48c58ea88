"""A material for the enrolled: the token of their own page is the key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.attempts import Attempts
from accounts.secret_pages import missed
from privacy.secret_links import token_hash
from training.enums import EXPECTED
from training.material_files import handed_over
from training.models import Enrolment, RunMaterial

MISSES = Attempts("training-material-misses", limit=30, seconds=600)


@require_safe
@never_cache
def material(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Hand over a material of the run in which whoever holds the token is confirmed."""
    enrolment = Enrolment.objects.filter(link_hash=token_hash(token)).first()
    if enrolment is None:
        return missed(request, MISSES)
    if enrolment.state not in EXPECTED:
        raise Http404
    rows = RunMaterial.objects.filter(run=enrolment.run_id)
    answer = handed_over(get_object_or_404(rows, pk=pk))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
