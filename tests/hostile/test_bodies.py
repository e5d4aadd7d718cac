"""Requests that no browser makes: bodies too large, of the wrong sort, with thousands of parts, in no encoding."""

from io import BytesIO

import pytest
from sqlalchemy import select

from registration.signup.models import Registration
from tests import factories
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import FIRST_START

OURS = {"Origin": "http://localhost"}
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


@pytest.fixture
def form(client, db):
    """The path of a form, and its token."""
    event = factories.event(db, start=FIRST_START.replace(year=2100))
    db.commit()
    path = f"/sign-up/{event.slug}"
    return path, client.token(path)


def parts(number: int) -> bytes:
    """A multipart body of so many fields."""
    one = b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\nv\r\n'
    return one * number + b"--x--\r\n"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * (3 * 1024 * 1024), URLENCODED, 413),
        (b"question=" + b"x" * (2 * 1024 * 1024 - 20), URLENCODED, 400),
        (parts(3000), MULTIPART, 413),
        (b"--x\r\nno headers at all", MULTIPART, 400),
        (b"", MULTIPART, 400),
        (b'{"first_name": "Anna"}', "application/json", 400),
        (b"<xml/>", "text/xml", 400),
        (b"first_name=Anna", "text/plain", 400),
        (b"\xff\xfe\xfa=\xff", URLENCODED, 400),
        (b"%FF%FE=%ED%A0%80&=&&&=%00", URLENCODED, 400),
        (b"first_name[]=Anna&first_name[0][x]=Jan", URLENCODED, 400),
        (b"first_name=Anna", "application/x-www-form-urlencoded; charset=utf-16", 400),
        (b"first_name=Anna", "\xff/;;=", 400),
    ],
    ids=range(13),
)
@pytest.mark.parametrize("headers", [{}, OURS], ids=["no origin", "our origin"])
def test_a_strange_body_is_refused_by_a_page_and_changes_nothing(
    client, db, form, body, kind, status, headers
):
    path, _ = form
    page = client.post(path, data=body, content_type=kind, headers=headers)
    assert page.status_code == status
    assert "<html" in page.text
    assert not db.scalars(select(Registration)).all()


@pytest.mark.parametrize("name", ["first_name", "needs", "email", "consents", "submission_key", "seen_when"])
def test_a_file_in_the_place_of_a_text_is_no_answer(client, form, name):
    path, token = form
    fields = {**ANSWERS, "csrf_token": token, "step": "review"}
    fields.pop(name, None)
    page = client.post(path, data={**fields, name: (BytesIO(b"MZ"), "a.exe")})
    assert page.status_code == 200
    assert ("<title>Błąd: " in page.text) is (name in ("first_name", "email"))


@pytest.mark.parametrize("name", ["email", "password", "csrf_token", "remember", "next"])
def test_a_file_in_the_sign_in_form_is_no_answer(client, name):
    fields = {"csrf_token": client.token("/account/sign-in"), "email": "a@example.org", "password": "x" * 12}
    fields.pop(name, None)
    page = client.post("/account/sign-in", data={**fields, name: (BytesIO(b"MZ"), "a.exe")})
    assert page.status_code in (200, 400)


def test_repeated_fields_count_once_and_arrays_not_at_all(client, db, form):
    path, token = form
    fields = {
        **ANSWERS,
        "csrf_token": token,
        "step": "send",
        "first_name": ["Anna", "Jan"],
        "state": "removed",
    }
    fields |= {"event_id": "999", "generation": "7", "clauses_shown": "1", "first_name[]": "Ewa", "id": "1"}
    assert client.post(path, data=fields).status_code == 303
    [made] = db.scalars(select(Registration)).all()
    assert (made.first_name, made.state.value, made.generation) == ("Anna", "confirmed", 1)


@pytest.mark.parametrize("key", ["", "x", "k" * 5000, "../../x", "ą" * 30, "k" * 20 + "\x00", "over:abc"])
def test_a_forged_submission_key_neither_breaks_nor_opens_another_s_confirmation(client, app, db, form, key):
    path, _ = form
    slug = path.rpartition("/")[2]
    first = sign_up(client, slug, submission_key=key)
    second = sign_up(app.test_client(), slug, submission_key=key, email="druga@example.pl")
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location != second.location


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "X" * 300])
@pytest.mark.parametrize("path", ["/sign-up/link", "/trainings/", "/calendars/public.ics", "/x"])
def test_another_method_gets_a_polish_page(client, path, method):
    page = client.open(path, method=method)
    assert page.status_code in (404, 405)
    assert '<html lang="pl"' in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "zapisy=\x01\xff; prefs=language=%00&size=%FF&theme="},
        {"Cookie": "prefs=" + "a=b&" * 2000},
        {"Cookie": "zapisy=" + "A" * 4000},
        {"Accept-Language": "*;q=nan, pl-\x00"},
        {"If-None-Match": '"' * 1000},
        {"If-Modified-Since": "jutro"},
        {"Range": "bytes=99-1"},
        {"Origin": "http://[::1"},
        {"Referer": "http://[", "Sec-Fetch-Site": "ż"},
        {"Content-Length": "-5"},
        {"X-Forwarded-For": "', DROP TABLE"},
        {"Accept-Encoding": "gzip;q=x"},
    ],
    ids=lambda headers: "-".join(headers),
)
@pytest.mark.parametrize(
    "path", ["/trainings/", "/sign-up/link", "/calendars/public.ics", "/account/sign-in"]
)
def test_strange_headers_break_no_page(client, path, headers):
    assert client.get(path, headers=headers).status_code in (200, 304, 400, 416)


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://[::1"}, {"Origin": "null"}, {"Sec-Fetch-Site": "ż"}], ids=str
)
def test_a_strange_origin_may_not_set_preferences(client, headers):
    assert client.post("/preferences", data={"theme": "dark"}, headers=headers).status_code == 403
