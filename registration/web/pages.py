"""Pages about the site itself: accessibility, data protection, preferences; fonts, robots.txt, the icon."""

from datetime import date
from http import HTTPStatus
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue

from registration.extensions import csrf
from registration.web import fonts
from registration.web.assets import FOREVER, compress
from registration.web.caching import versioned
from registration.web.navigation import FONT_FOLDER, chosen_preferences
from registration.web.preferences import COOKIE, KEPT_FOR, local_path, look_wanted
from registration.web.security import refuse_foreign_origin
from registration.web.site import settings, site

pages = Blueprint("pages", __name__)

STATEMENT_PREPARED = date(2026, 11, 22)
"""When the declaration of accessibility was last compared with the site: change it with the text."""
ROBOTS = "User-agent: *\nDisallow: /desk/\nDisallow: /account/\n"


@pages.get("/")
def home() -> ResponseReturnValue:
    """The catalogue is the first page."""
    return redirect(url_for("trainings.catalogue"), 302)


@pages.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """The declaration of accessibility (ustawa z dnia 4 kwietnia 2019 r. o dostępności cyfrowej, art. 10)."""
    values = {"prepared": STATEMENT_PREPARED, "address": site().base_url}
    return versioned((), lambda: render_template("pages/accessibility.html", **values))


@pages.get("/privacy")
def privacy() -> ResponseReturnValue:
    """What the site does with personal data (GDPR, art. 13 and 14)."""
    return versioned((), lambda: render_template("pages/privacy.html"))


@pages.get("/preferences")
def preferences() -> ResponseReturnValue:
    """All choices of appearance and language on one page, with words beside them."""
    return versioned((), lambda: render_template("pages/preferences.html"))


@pages.post("/preferences")
@csrf.exempt  # type: ignore[untyped-decorator]
def save_preferences() -> ResponseReturnValue:
    """Keep the choices in a cookie and go back. No CSRF token, or public pages would differ by visitor.

    A form that came along is sent on as it is, to the page that `keep` names: it shows again all that was typed
    (registration.web.forms).
    """
    refuse_foreign_origin()
    sent = request.form.to_dict()
    kept = "keep" in sent
    chosen = chosen_preferences().changed(look_wanted(sent) if kept else sent)
    back = local_path(sent.get("keep" if kept else "next", ""), url_for("pages.preferences"))
    answer = redirect(back, HTTPStatus.TEMPORARY_REDIRECT if kept else HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        COOKIE,
        chosen.cookie(),
        max_age=KEPT_FOR,
        secure=settings().base_url.startswith("https:"),
        httponly=True,
        samesite="Lax",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get(f"{FONT_FOLDER}<name>")
def font(name: str) -> ResponseReturnValue:
    """A font or the style sheet that names them; their addresses change with their content."""
    if name == fonts.sheet_name(FONT_FOLDER):
        answer = Response(fonts.style_sheet(FONT_FOLDER), mimetype="text/css")
        compress(answer)
    else:
        content = fonts.font_bytes(name, Path(current_app.instance_path) / "cache")
        answer = Response(content, mimetype=fonts.mimetype(name)) if content else abort(404)
    answer.headers["Cache-Control"] = FOREVER
    return answer


@pages.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Everything public may be found; feeds must be allowed or Google would not fetch them."""
    return Response(ROBOTS, mimetype="text/plain")


@pages.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """For programs that ask without reading the page: the same drawing."""
    return send_from_directory(current_app.static_folder or "static", "img/favicon.svg", max_age=86400)
