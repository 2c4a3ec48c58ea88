"""What a form was sent with: nothing for a GET, and something even where a POST is empty."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
