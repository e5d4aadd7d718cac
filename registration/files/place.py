"""Where the running application keeps its files, and how large they may be."""

from pathlib import Path

from registration.files import shelf
from registration.web.site import settings


def shelf_folder() -> Path:
    """instance/files."""
    return shelf.folder_in(settings().instance)


def upload_megabytes() -> int:
    """The largest file that is taken."""
    return settings().upload_megabytes
