"""Appearance and language: a form without a token, a cookie, and a way back that leads nowhere foreign."""

import pytest

from registration.web.preferences import Preferences, Size, Theme, local_path
from tests.pages import InspectingClient

FOREIGN = [
    "https://evil.example.org/",
    "//evil.example.org/",
    "/\\evil.example.org",
    "\\\\evil.example.org",
    "/\t/evil.example.org",
    "/\n//evil.example.org",
    "javascript:alert(1)",
    "trainings/",
    "",
]


def test_the_cookie_is_read_as_it_was_written() -> None:
    chosen = Preferences(Theme.DARK, Size.LARGER, "en")

    assert chosen.cookie() == "theme=dark&size=larger&language=en"
    assert Preferences.read(chosen.cookie()) == chosen


@pytest.mark.parametrize("cookie", ["", "theme=pink&size=42&language=de", "%00&&=&theme", "x" * 5000])
def test_a_strange_cookie_counts_as_no_choice(cookie: str) -> None:
    assert Preferences.read(cookie) == Preferences()


def test_one_button_changes_one_choice() -> None:
    before = Preferences(Theme.CONTRAST, Size.LARGE, "en")

    assert before.changed({"size": "normal"}) == Preferences(Theme.CONTRAST, Size.NORMAL, "en")
    assert before.changed({"theme": "pink"}) == before


@pytest.mark.parametrize("target", FOREIGN)
def test_the_way_back_stays_on_this_site(target: str) -> None:
    assert local_path(target, "/home") == "/home"


@pytest.mark.parametrize("target", ["/", "/trainings/?q=rodo&page=2", "/trainings/%C5%82ask"])
def test_the_way_back_keeps_the_page(target: str) -> None:
    assert local_path(target, "/home") == target


def test_a_choice_is_kept_for_a_year_and_leads_back(client: InspectingClient) -> None:
    answer = client.post("/preferences", data={"theme": "dark", "next": "/accessibility"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/accessibility")
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("theme=dark", "Max-Age=31536000", "SameSite=Lax", "HttpOnly"))
    assert 'data-theme="dark"' in client.get("/accessibility").text


def test_the_language_is_chosen_with_the_same_form(client: InspectingClient) -> None:
    assert '<html lang="pl"' in client.get("/privacy").text
    client.post("/preferences", data={"language": "en", "next": "/privacy"})

    page = client.get("/privacy").text
    assert '<html lang="en"' in page
    assert "<h1>Data protection</h1>" in page


@pytest.mark.parametrize("target", FOREIGN)
def test_an_unsafe_way_back_is_not_followed(client: InspectingClient, target: str) -> None:
    answer = client.post("/preferences", data={"theme": "dark", "next": target})

    assert answer.headers["Location"] == "/preferences"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_on_another_site_is_refused(client: InspectingClient, headers: dict[str, str]) -> None:
    answer = client.post("/preferences", data={"theme": "dark"}, headers=headers)

    assert answer.status_code == 403
    assert "prefs" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_form_is_taken(client: InspectingClient, headers: dict[str, str]) -> None:
    assert client.post("/preferences", data={"size": "large"}, headers=headers).status_code == 303


def test_a_form_that_comes_along_is_sent_on_to_our_own_pages_alone(client: InspectingClient) -> None:
    for target, place in (("/sign-up/x", "/sign-up/x"), ("https://evil.example/", "/preferences")):
        answer = client.post("/preferences", data={"look-size": "large", "language": "en", "keep": target})
        assert (answer.status_code, answer.location) == (307, place)
        assert "large" in answer.headers["Set-Cookie"]
        assert "language" not in answer.headers["Set-Cookie"], "that is a field of the form"


@pytest.mark.parametrize("path", ["/accessibility", "/privacy", "/preferences"])
def test_public_pages_carry_no_session_and_no_token(client: InspectingClient, path: str) -> None:
    first, second = client.get(path), client.get(path)

    assert "Set-Cookie" not in first.headers
    assert "csrf_token" not in first.text
    assert first.data == second.data
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
