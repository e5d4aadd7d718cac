"""Bytes that a database may not hold: PostgreSQL refuses NUL, whatever asks for it."""

from datetime import timedelta

import pytest
from flask import Flask, url_for
from sqlalchemy import orm

from registration.accounts.guards import is_open
from registration.core import clock
from tests import factories
from tests.pages import InspectingClient

NUL = "a\x00b"
HOSTILE = (NUL, "\x00", "Łódź\x00", "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"), "9" * 400)


def addresses(app: Flask, hostile: str) -> list[str]:
    """Every page of the public, with the text in the place of each of its words."""
    rules = [one for one in app.url_map.iter_rules() if one.arguments and is_open(one.endpoint)]
    words = [one for one in rules if "GET" in one.methods and "int:" not in one.rule]
    with app.test_request_context():
        return [url_for(one.endpoint, **dict.fromkeys(one.arguments, hostile)) for one in words]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_address_is_a_server_error(
    app: Flask, client: InspectingClient, db: orm.Session, hostile: str
) -> None:
    found = {address: client.get(address).status_code for address in addresses(app, hostile)}
    assert found
    assert {address: status for address, status in found.items() if status >= 500} == {}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_filter_of_the_catalogue_is_a_server_error(
    client: InspectingClient, db: orm.Session, hostile: str
) -> None:
    factories.event(db)
    db.commit()
    names = ("q", "topic", "town", "place", "form", "month", "page", "organisation", "when", "target", "free")
    for page in ("/trainings/", "/trainings/past", "/calendars/", "/forum/"):
        assert client.get(page, query_string=dict.fromkeys(names, hostile)).status_code < 500


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_form_of_the_public_is_a_server_error(
    app: Flask, client: InspectingClient, db: orm.Session, hostile: str
) -> None:
    slug = factories.event(db, start=clock.now().replace(minute=0) + timedelta(days=30)).slug
    db.commit()
    token = client.token(f"/sign-up/{slug}")
    fields = (
        "first_name", "last_name", "email", "institution", "post", "phone", "question", "needs",
        "submission_key", "step", "password", "next", "language", "theme", "code",
    )  # fmt: skip
    for page in (
        f"/sign-up/{slug}",
        "/sign-up/link",
        "/account/sign-in",
        "/account/forgot-password",
        "/preferences",
    ):
        data = {**dict.fromkeys(fields, hostile), "csrf_token": token}
        assert client.post(page, data=data).status_code < 500, page
        assert (
            client.post(page, data={**data, "email": "anna@example.org", "step": "send"}).status_code < 500
        ), page
