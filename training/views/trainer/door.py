"""The door to trainers' pages: signed in, and a trainer; for anybody else they are not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.access import own_password_first, proof_required
from privacy.audit import Actor, actor_from
from training.models import Run, Trainer
from training.models.run import RunQuerySet

View = Callable[..., HttpResponse]


def for_trainers(view: View) -> View:
    """Hand the view the active trainer who is signed in; strangers are led to the sign-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        rows = Trainer.objects.active().select_related("provider")
        trainer = rows.filter(user=request.user.pk).first()
        if trainer is None:
            raise Http404
        return view(request, trainer, *args, **kwargs)

    return never_cache(login_required(own_password_first(proof_required(guarded))))


def runs_of(trainer: Trainer) -> RunQuerySet:
    """Return what the trainer is asked for or has accepted."""
    return Run.objects.of_trainer(trainer).with_names()


def actor_of(request: HttpRequest) -> Actor:
    return actor_from(request, role="trainer")
