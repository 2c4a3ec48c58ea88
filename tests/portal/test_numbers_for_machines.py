"""Numbers that people read have separators (1.667); those that a form sends back have none."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY = re.compile(r'(?:value|id|for|href)="[^"]*\{\{ [a-z_.]+\.(?:pk|\w+_page_number) \}\}')


def test_keys_in_attributes_are_written_plainly():
    templates = list(ROOT.glob("*/templates/**/*.html"))

    localized = {t.name: KEY.findall(t.read_text()) for t in templates if KEY.search(t.read_text())}

    assert templates
    assert localized == {}
