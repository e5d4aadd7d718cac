"""What a visitor sees when a request cannot be served."""

import re

import pytest
import time_machine

from registration.config import Settings
from registration.web.errors import MOST_SHOWN
from registration.web.security import MAX_BODY, trusted_hosts
from tests.factories import accounts


def test_a_body_that_is_too_large_is_said_to_be_too_large(client):
    answer = client.post("/preferences", data={"next": "x" * (MAX_BODY + 1)})
    assert answer.status_code == 413


def test_a_refused_form_with_thousands_of_fields_is_not_read_out_in_full(client):
    fields = {f"field-{number}": "typed" for number in range(MOST_SHOWN * 10)}
    answer = client.post("/sign-up/link", data=fields)
    assert answer.status_code == 400
    assert answer.text.count("typed</li>") == MOST_SHOWN


def test_an_address_that_is_not_understood_is_not_called_a_refused_form(client):
    answer = client.get("/calendars/public.ics?kind=training")
    assert answer.status_code == 400
    assert "Formularza nie przyjęto" not in answer.text
    assert "W tym adresie jest błąd" in answer.text


def test_a_form_without_its_token_is_called_a_refused_form(client):
    answer = client.post("/sign-up/link", data={"email": "jan@example.org"})
    assert answer.status_code == 400
    assert "Formularza nie przyjęto" in answer.text
    assert "jan@example.org" in answer.text


@pytest.mark.parametrize("number", [2**31, 10**20])
def test_a_number_that_no_column_holds_is_a_page_that_does_not_exist(client, db, number):
    accounts.sign_in(client, accounts.administrator(db))
    for path in (
        "/desk/forum/{}",
        "/desk/forum/items/{}/text",
        "/desk/mailings/{}/who",
        "/desk/trainings/{}",
    ):
        assert client.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a b", "localhost:99999"])
def test_a_request_for_another_host_is_refused(client, host):
    assert client.get("/trainings/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_in_development_the_machine_s_own_names_are_taken(client, host):
    assert client.get("/trainings/", headers={"Host": host}).status_code == 200


def test_a_public_server_knows_one_name():
    public = Settings(base_url="https://zapisy.example.org", host="0.0.0.0")
    assert trusted_hosts(public) == ("zapisy.example.org",)


def test_who_tries_too_often_reads_when_to_come_back(client):
    with time_machine.travel("2026-06-01T12:00:00Z", tick=False):
        answers = [client.send("/sign-up/link", {"email": "jan@example.org"}) for _ in range(7)]
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3601
    assert re.search(r"Spróbuj ponownie za \d+\W+minut", answers[-1].text)


@pytest.mark.parametrize(
    "path", ["/sign-up/my/k7mx4pq9abcd", "/sign-up/link", "/sign-up/link/replaced", "/nie-ma"]
)
def test_personal_and_refusing_pages_are_kept_by_nobody_and_named_in_no_referer(client, path):
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_forms_of_personal_pages_are_taken_over_https_without_a_referer(client):
    base = "https://localhost"
    page = client.get("/sign-up/link", base_url=base)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
    sent = {"csrf_token": token, "email": "jan@example.org"}
    assert client.post("/sign-up/link", base_url=base, data=sent).status_code == 303
    preferences = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    answer = client.post("/preferences", base_url=base, data={"theme": "dark"}, headers=preferences)
    assert answer.status_code == 303
