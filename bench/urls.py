"""The portal's addresses and the yardsticks: one primary-key SELECT, and a 304 of nothing."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import path

from booking.models import Service
from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_urls

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def bare(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Service.objects.only("slug").get(pk=pk).slug, content_type="text/plain")


def unmodified(request: HttpRequest) -> HttpResponse:
    return HttpResponseNotModified(headers={"ETag": '"bare"'})


urlpatterns = [
    path("bench/bare/<int:pk>", bare),
    path("bench/unmodified", unmodified),
    *portal_urls,
]
