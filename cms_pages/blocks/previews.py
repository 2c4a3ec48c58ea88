"""What the block picker shows of each block: sample texts, kept as content in previews.yaml."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_TEXTS = Path(__file__).parent / "previews.yaml"


@lru_cache(maxsize=1)
def _all() -> dict[str, Any]:
    return yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))


def preview(name: str) -> Any:
    """Return the sample value of the block `name`; KeyError where nobody wrote one."""
    return _all()[name]
