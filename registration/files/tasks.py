"""What the worker does for files."""

from registration.core import clock
from registration.files import services, shelf
from registration.files.place import shelf_folder
from registration.files.services.sweeping import GRACE
from registration.web.writing import reading, writing


def sweep() -> None:
    """Rows first, then the bytes that no row is left of: bytes without a row harm nobody, a row without bytes would."""
    now = clock.now()
    with writing() as db:
        services.forget_rows(db, now=now)
    shelf.drop_old(shelf_folder(), services.wanted_bytes(reading()), (now - GRACE).timestamp())
