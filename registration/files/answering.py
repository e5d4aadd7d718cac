"""A kept file as an answer: never as a page of ours, always with the name that people gave it."""

from flask import Response, request, send_file
from werkzeug.http import is_resource_modified

from registration.files import shelf
from registration.files.errors import ContentMissing
from registration.files.models import StoredFile
from registration.files.place import shelf_folder
from registration.web.assets import FOREVER

INLINE = ("image/jpeg", "image/png", "image/webp")
"""What a browser may show by itself. All else is saved: a document may hold scripts of its own."""
POLICY = "default-src 'none'; sandbox"
PRIVATE = "private, no-store"


def answer(stored: StoredFile, name: str = "", *, public: bool = True) -> Response:
    """The content under `name` (default: as it was uploaded); 304 to whoever has it.

    A public one is kept by browsers for a year: its address must hold its checksum. Raises ContentMissing.
    """
    cache = FOREVER if public else PRIVATE
    if public and not is_resource_modified(request.environ, stored.sha256):
        return Response(status=304, headers={"ETag": f'"{stored.sha256}"', "Cache-Control": cache})
    path = shelf.path_of(shelf_folder(), stored.sha256)
    if not path.is_file():
        raise ContentMissing
    response = send_file(
        path,
        mimetype=stored.media_type,
        as_attachment=stored.media_type not in INLINE,
        download_name=name or stored.name or "plik",
        etag=stored.sha256,
        conditional=True,
    )
    response.headers |= {"Cache-Control": cache, "Content-Security-Policy": POLICY}
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
