"""Files: what people upload, kept by content: documents as they came, pictures made anew in the sizes that pages show.

Owns StoredFile, Picture and Rendition. The bytes lie in instance/files under their SHA-256, never in static/. A file
that no row of any room refers to goes after a day (`services.sweep`). Knows nothing of who shows what: the rooms above
take uploads by `receiving`, keep them by `services`, and answer by `answering` from addresses of their own.
"""

from flask import Flask


def configure(app: Flask) -> None:
    """Let the pages that take files (`allowance.takes_files`) receive more than other forms, and say how much."""
    from werkzeug.exceptions import RequestEntityTooLarge

    from registration.files.allowance import too_large, widen

    app.register_error_handler(RequestEntityTooLarge, too_large)
    app.before_request_funcs.setdefault(None, []).insert(0, widen)
