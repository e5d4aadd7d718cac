"""Filling in the programme's form, as a browser does."""

import re
from typing import Any

from sqlalchemy import orm
from werkzeug.test import TestResponse

from registration.trainings.models import Event
from tests.pages import InspectingClient


def fresh(db: orm.Session, event_id: int) -> Event:
    """The event as the database has it now."""
    db.rollback()
    db.expire_all()
    found = db.get(Event, event_id)
    assert found is not None
    return found


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, f"no hidden {name}"
    return found[1]


def item(number: int, **values: Any) -> dict[str, Any]:
    """The fields of an item of the programme, as a browser sends them."""
    base = {
        "id": "",
        "title": "",
        "day": "2026-07-01",
        "start": "09:00",
        "end": "12:00",
        "end_day": "",
        "kind": "training",
        "room": "",
        "online_url": "",
        "description": "",
    }
    return {f"items-{number}-{name}": value for name, value in {**base, **values}.items()}


def send_programme(
    client: InspectingClient, event_id: int, *items: dict[str, Any], **more: Any
) -> TestResponse:
    """Open the form and send it with these items, and one button."""
    address = f"/desk/trainings/{event_id}/programme"
    page = client.get(address).text
    fields = {"csrf_token": hidden(page, "csrf_token"), "edition": hidden(page, "edition"), **more}
    for one in items:
        fields |= one
    return client.post(address, data=fields)
