"""Files that only our own views hand out: they lie outside the media folder (T8, T11, L12)."""

import uuid
from pathlib import Path, PurePath
from typing import NoReturn

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db.models import Model


class PrivateStorage(FileSystemStorage):
    """A folder its owner alone can read; a file of it has no address."""

    def __init__(self, location: Path | None = None) -> None:
        super().__init__(location, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("a private file has no address")


def private_storage() -> Storage:
    return storages["private"]


def random_name(row: Model, name: str) -> str:
    """Return a name that says nothing of what somebody called the file, but its ending."""
    return f"{row._meta.app_label}/{uuid.uuid4().hex}{PurePath(name).suffix.lower()}"
