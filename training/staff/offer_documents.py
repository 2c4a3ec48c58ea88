"""Papers of an offer: taken in, handed out, removed (T11)."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from privacy.audit import record
from privacy.office_files import TYPES, ending
from training.actions import offer_documents as actions
from training.actions.offers import LABEL
from training.forms.offers import DocumentForm
from training.models import OfferDocument
from training.staff.coordinator import CoordinatorView
from training.staff.offers import LIST, OfferView


class OfferDocuments(OfferView):
    """Takes in a paper."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:offer", self.offer.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DocumentForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(document=form)
        actions.add_document(self.offer, **form.cleaned_data, by=self.actor, at=self.at)
        return self.done(_("The document has been added."), "training:offer", self.offer.pk)


class DocumentFile(CoordinatorView):
    """Hands out a paper, to be saved and not shown: what is in it is its author's."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        document = get_object_or_404(OfferDocument, pk=pk)
        try:
            file = document.file.open("rb")
        except FileNotFoundError:  # a backup without its files was put back
            raise Http404 from None
        record(self.actor, "document_opened", LABEL, document.offer_id, at=self.at)
        kind = ending(str(document.file.name))
        # Of a title of mere signs nothing would be left.
        title = document.title if any(map(str.isalnum, document.title)) else "dokument"
        name = f"{get_valid_filename(title)}.{kind}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])


class DocumentRemove(CoordinatorView):
    template = "training/admin/offers/remove.html"
    trail = (LIST,)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(_("Remove the document"), document=self.document)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document
        actions.remove_document(document, by=self.actor, at=self.at)
        return self.done(_("The document has been removed."), "training:offer", document.offer_id)

    @cached_property
    def document(self) -> OfferDocument:
        rows = OfferDocument.objects.select_related("offer__provider", "offer__bundle")
        return get_object_or_404(rows, pk=self.kwargs["pk"])
