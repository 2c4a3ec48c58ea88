"""The synonyms the demonstration begins with. Adds what is missing, so it may run again."""

from pathlib import Path

import yaml

from cms_pages.models import SearchSynonym

TEXTS = Path(__file__).parent / "demo_texts" / "synonyms.yaml"


def make_demo_synonyms() -> int:
    """Store the synonyms, if editors have none of their own yet; return how many were added."""
    if SearchSynonym.objects.exists():
        return 0
    rows = [
        SearchSynonym(language=language, typed=typed, meant=meant)
        for language, pairs in yaml.safe_load(TEXTS.read_text(encoding="utf-8")).items()
        for typed, meant in pairs
    ]
    return len(SearchSynonym.objects.bulk_create(rows))
