"""Addresses of pages that other rooms own."""

from flask import current_app, url_for

from registration.web.site import site


def address_of(endpoint: str, **values: object) -> str:
    """The path of a page by its endpoint; "" where this installation has no such page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""  # type: ignore[arg-type]


def public_address(endpoint: str, **values: object) -> str:
    """The whole public address ("https://…") of a page; "" where there is none."""
    path = address_of(endpoint, **values)
    return site().address(path) if path else ""


def webcal(address: str) -> str:
    """The address under which a calendar program subscribes: "https://…" becomes "webcal://…"."""
    return "webcal://" + address.split("://", 1)[1] if address else ""
