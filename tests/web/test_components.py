"""The components, through the page that shows them all: valid, labelled, and sound when a form is refused."""

import re

import pytest
from flask import Flask
from markupsafe import Markup

from tests.gallery import add_gallery
from tests.pages import InspectingClient

pytestmark = pytest.mark.own_application


@pytest.fixture
def gallery(app: Flask, client: InspectingClient) -> InspectingClient:
    add_gallery(app)
    return client


@pytest.mark.parametrize("query", ["", "?errors"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_component_passes_the_inspection(gallery: InspectingClient, query: str, language: str) -> None:
    gallery.set_cookie("prefs", f"language={language}")

    assert gallery.get(f"/gallery{query}").status_code == 200


def test_a_refused_form_says_so_in_the_title_and_on_top(gallery: InspectingClient) -> None:
    page = gallery.get("/gallery?errors").text

    assert "<title>Błąd: Najbliższe szkolenia i spotkania – " in page
    assert "data-error-summary" in page
    assert page.index("data-error-summary") < page.index("<h1>")


def test_the_summary_says_the_words_of_the_field_and_leads_to_it(gallery: InspectingClient) -> None:
    page = gallery.get("/gallery?errors").text
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page[page.index('class="problems"') :])

    assert ("email", "Wpisz adres e-mail, na przykład imie@example.org") in links
    for target, message in links[:8]:
        assert f'id="{target}"' in page
        assert page.count(message) >= 2


def test_typed_text_stays_in_a_refused_field(gallery: InspectingClient) -> None:
    field = re.search(r"<input[^>]*id=\"email\"[^>]*>", gallery.get("/gallery?errors").text)

    assert field
    assert 'value="zażółć.gęślą@"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="email-hint email-error"' in field[0]
    assert 'autocomplete="email"' in field[0]


def test_what_is_not_required_says_so(gallery: InspectingClient) -> None:
    page = gallery.get("/gallery").text

    assert re.search(r'for="phone">Telefon <span class="optional">\(nieobowiązkowe\)', page)
    assert 'for="name">Imię i nazwisko</label>' in page


def test_a_leaf_shows_what_is_known_and_no_more(gallery: InspectingClient) -> None:
    page = re.sub(r"\s+", " ", gallery.get("/gallery").text)
    leaves = re.findall(
        r'leaf-month">([^<]*)</div> <div class="leaf-day[^>]*>([^<]*)<[^>]*> <div[^>]*>([^<]*)<', page
    )

    assert ("lip", "1–2", "śr.–czw.") in leaves
    assert ("lip", "1", "") in leaves
    assert ("paź", "2012", "") in leaves


def test_no_line_ends_inside_a_postcode(app: Flask) -> None:
    shown = app.jinja_env.filters["unbroken"]
    assert shown("<b>, 98-200 Sieradz") == '&lt;b&gt;, <span class="nowrap">98-200</span> Sieradz'
    assert shown("tel. 22-123-45-67, 2026-07-01") == "tel. 22-123-45-67, 2026-07-01"
    assert shown(Markup('<a href="/98-200">98-200</a>')) == '<a href="/98-200">98-200</a>'
