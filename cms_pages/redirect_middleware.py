"""Where a page stood before, for whoever still asks for it there: a move leaves no gap."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from accounts.middleware import is_guarded


class PageRedirectMiddleware(RedirectMiddleware):
    """Wagtail's own, but not for the admin: no page ever stood there, and a look costs a quarter.

    A refused page of the admin is the answer that is asked for most often by who has no role.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if is_guarded(request.path):
            return response
        answer: HttpResponse = super().process_response(request, response)
        return answer
