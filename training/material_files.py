"""Files that trainers leave: which may be, and how they are handed over."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.text import slugify

from privacy.office_files import ending
from training.models import RunMaterial

# Nothing a browser would run; handed over as a download all the same.
EXTENSIONS = frozenset(
    {"csv", "docx", "jpeg", "jpg", "odp", "ods", "odt", "pdf", "png", "pptx", "txt", "xlsx", "zip"}
)


def handed_over(material: RunMaterial) -> HttpResponse:
    """Return the file as a download, or the way to the address; who may have it was asked.

    Raises Http404 where the file is gone.
    """
    if not material.file:
        return HttpResponseRedirect(material.url)
    try:
        file = material.file.open()
    except FileNotFoundError:  # a backup without its files was put back
        raise Http404 from None
    name = slugify(material.title) or "gradivo"
    answer = FileResponse(
        file,
        as_attachment=True,
        filename=f"{name}.{ending(material.file.name or '')}",
        content_type="application/octet-stream",
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer  # type: ignore[return-value]  # a streamed response is one too
