"""What a visitor sees when a request cannot be served."""

import pytest

from registration.web.errors import MOST_SHOWN
from registration.web.security import MAX_BODY
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
