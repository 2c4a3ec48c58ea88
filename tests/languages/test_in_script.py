"""What people write in Serbian is read in the script of the reader, never the other way (M2)."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

pytestmark = pytest.mark.req("M2")


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        ("sr-latn", "Љубиња има дневни центар.", "Ljubinja ima dnevni centar."),
        ("sr", "Љубиња има дневни центар.", "Љубиња има дневни центар."),
        ("sr", "Ljubinja ima dnevni centar.", "Ljubinja ima dnevni centar."),
        ("sl", "Љубиња", "Ljubinja"),
        ("en", "Љубиња", "Ljubinja"),
        ("sr-latn", "<b>Љ</b>", "&lt;b&gt;Lj&lt;/b&gt;"),
    ],
)
def test_in_script_writes_latin_for_latin_readers_alone(language, written, read):
    template = Template("{% load scripts %}{{ text|in_script }}")

    with override(language):
        assert template.render(Context({"text": written})) == read
