"""News: an organiser writes a report with two photographs and publishes it; a visitor reads it, on any screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import uploads
from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.inspection import Inspector
from tests.journeys.steps import heading

pytestmark = pytest.mark.browser

TITLE = "Szkolenie w Łęczycy (przykład)"
REPORT = "/news/list-intencyjny-partnerstwa-sieradzkie-plus"


def add_photograph(page: Page, file: Path, who: list[str]) -> None:
    """By who is seen from the left."""
    page.get_by_role("link", name="Dodaj zdjęcie").click()
    page.locator("#file").set_input_files(file)
    page.get_by_label("Gdzie").fill("w ratuszu")
    for number, post in enumerate(who):
        page.locator(f"#people-{number}-who").fill(post)
    page.get_by_role("button", name="Dodaj zdjęcie").click()
    expect(page.get_by_text("Zdjęcie dodano")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_an_organiser_publishes_a_report_and_a_visitor_reads_it(
    open_page: OpenPage, running_site: Site, tmp_path: Path, javascript: bool
) -> None:
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(uploads.located_photograph())
    page = open_page(javascript=javascript)
    sign_in(page, running_site)
    page.get_by_role("link", name="Aktualności").last.click()
    page.get_by_role("link", name="Nowa aktualność").first.click()
    title = f"{TITLE} {javascript}"
    page.get_by_label("Tytuł").fill(title)
    page.get_by_role("button", name="Pisz dalej").click()
    page.get_by_label("Wstęp").fill("Krótko o szkoleniu.")
    page.get_by_role("button", name="Zapisz").click()
    add_photograph(page, file, ["Starosta (przykład)", "Burmistrz (przykład)"])
    add_photograph(page, file, ["Wójt (przykład)"])
    page.get_by_role("link", name="Opublikuj").click()
    page.get_by_role("button", name="Opublikuj").click()
    expect(page.get_by_text("Aktualność opublikowano")).to_be_visible()

    visitor = open_page(width=360, javascript=javascript)
    visitor.goto("/news/")
    visitor.get_by_role("link", name=title).click()
    heading(visitor, title)
    first, second = (visitor.locator("article img").nth(number) for number in (0, 1))
    expect(first).to_have_attribute(
        "alt", "Zdjęcie w ratuszu. Od lewej: Starosta (przykład) i Burmistrz (przykład)."
    )
    expect(second).to_have_attribute("alt", "Zdjęcie w ratuszu. Na zdjęciu: Wójt (przykład).")
    expect(visitor.locator("figcaption").first).to_be_visible()
    if javascript:
        second.scroll_into_view_if_needed()
        for image in (first, second):
            visitor.wait_for_function(
                "image => image.complete && image.naturalWidth > 0", arg=image.element_handle()
            )
            assert image.evaluate("image => image.currentSrc").endswith(".webp")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    open_page: OpenPage, running_site: Site, tmp_path: Path
) -> None:
    large, fitting = tmp_path / "large.jpg", tmp_path / "fitting.jpg"
    large.write_bytes(b"x" * 21 * 1024 * 1024)
    fitting.write_bytes(uploads.photograph())
    page = open_page()
    sign_in(page, running_site)
    page.goto("/desk/news/new")
    page.get_by_label("Tytuł").fill("Duży plik (przykład)")
    page.get_by_role("button", name="Pisz dalej").click()
    page.goto(page.url.replace("/edit", "/photographs/new"))
    page.locator("#alt").fill("Opis zdjęcia.")
    page.locator("#file").set_input_files(large)
    expect(page.get_by_role("alert")).to_contain_text("Plik ma więcej niż 20")
    page.get_by_role("button", name="Dodaj zdjęcie").click()
    expect(page.locator("#file")).to_be_focused()
    expect(page.locator("#alt")).to_have_value("Opis zdjęcia.")
    page.locator("#file").set_input_files(fitting)
    expect(page.get_by_role("alert")).to_be_empty()
    page.get_by_role("button", name="Dodaj zdjęcie").click()
    expect(page.get_by_text("Zdjęcie dodano")).to_be_visible()


def test_the_reports_pages_are_sound_at_every_width(open_page: OpenPage) -> None:
    inspector = Inspector(open_page(reduced_motion="reduce"))
    for path in ("/news/", REPORT):
        inspector.look(path)
    assert not inspector.wrong
