"""What the frame of every page shows of its visitor: menu, messages, preferences, where they are."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from flask import current_app, get_flashed_messages, has_request_context, request, session
from flask_babel import gettext as _
from flask_login import current_user

from registration.web import fonts
from registration.web.preferences import COOKIE, Preferences
from registration.web.site import site

FONT_FOLDER = "/assets/fonts/"


@dataclass(frozen=True)
class MenuEntry:
    """One link of the menu; `current` is its aria-current: "page", "true" (a page below it) or ""."""

    text: str
    path: str
    current: str


def menu() -> list[MenuEntry]:
    """The main menu in the language in force; the desk and the account only for who is signed in."""
    entries = [
        (_("Trainings and events"), "/trainings/"),
        (_("Partnerships"), "/partnerships/"),
        (_("Forum"), "/forum/"),
        (_("News"), "/news/"),
        (_("Calendar"), "/calendars/"),
    ]
    if signed_in():
        entries += [(_("Desk"), "/desk/"), (_("Your account"), "/account/")]
    return [MenuEntry(text, request.script_root + path, _current(path)) for text, path in entries]


def _current(path: str) -> str:
    if request.path == path:
        return "page"
    return "true" if request.path.startswith(path) else ""


def has_session() -> bool:
    """Whether the visitor has a session. Asked first: public pages never open one, and stay cacheable."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies or session.modified


def signed_in() -> bool:
    """Whether an organiser is signed in."""
    known = hasattr(current_app, "login_manager") and has_session()
    return bool(known and current_user and current_user.is_authenticated)


def page_messages() -> list[tuple[str, str]]:
    """(kind, text) of the messages left by the request before."""
    if not has_session():
        return []
    return cast(list[tuple[str, str]], get_flashed_messages(with_categories=True))


def chosen_preferences() -> Preferences:
    """The visitor's choices; the defaults outside of a request (e-mails)."""
    return Preferences.read(request.cookies.get(COOKIE, "") if has_request_context() else "")


def this_path() -> str:
    """The path and query of this page, to come back to; escaped as in the address bar."""
    query = quote(request.query_string, safe="=&%+;:@,/?-._~!$'()*")
    return f"{quote(request.path)}?{query}" if query else quote(request.path)


def frame() -> dict[str, Any]:
    """What base.html shows; given to every template."""
    sheet, text = fonts.sheet_name(FONT_FOLDER), fonts.file_name(fonts.TEXT)
    return {
        "preferences": chosen_preferences(),
        "site_name": site().name,
        "contact_email": site().contact_email,
        "font_sheet": FONT_FOLDER + sheet if sheet else None,
        "text_font": FONT_FOLDER + text if text else None,
        "text_font_type": fonts.mimetype(text or ""),
    }
