"""An organiser builds "Sieradzkie+" by hand, from nothing to a published page, and a visitor reads it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.partnerships import PDF
from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.inspection import Inspector
from tests.journeys.steps import heading

pytestmark = pytest.mark.browser

COUNTY = "Powiat Sieradzki"
COMMUNES = (
    *(
        "Błaszki",
        "Brąszewice",
        "Brzeźnio",
        "Burzenin",
        "Goszczanów",
        "Klonowa",
        "Warta",
        "Wróblew",
        "Złoczew",
    ),
)


def test_from_nothing_to_a_page_that_everybody_reads(open_page: OpenPage, running_site: Site, tmp_path: Path):
    desk = open_page()
    sign_in(desk, running_site)
    address = begin(desk)
    add_parties(desk, address)
    add_letter(desk, address, tmp_path)
    add_components(desk, address)
    go_on(desk, address)
    publish(desk, address)

    visitor = Inspector(open_page(reduced_motion="reduce"))
    visitor.look(desk.get_by_role("link", name="Otwórz stronę publiczną").get_attribute("href") or "")
    read(visitor.page)
    assert not visitor.wrong


def test_without_scripts_a_party_is_found_by_a_button(open_page: OpenPage, running_site: Site):
    desk = open_page(width=360, javascript=False)
    sign_in(desk, running_site)
    address = begin(desk)
    desk.goto(f"{address}/parties")
    desk.get_by_label("Instytucja", exact=True).fill("burzenin")
    desk.get_by_role("button", name="Znajdź instytucję").click()
    desk.get_by_label("Burzenin", exact=True).check()
    desk.get_by_role("button", name="Dodaj stronę").click()
    expect(desk.get_by_text("Dodano stronę.")).to_be_visible()
    expect(desk.get_by_role("row", name="Burzenin")).to_be_visible()


def begin(desk: Page) -> str:
    """A new partnership; gives the address of its desk pages."""
    desk.goto("/desk/partnerships/new")
    desk.get_by_label("Nazwa robocza").fill("Sieradzkie+")
    desk.get_by_label("pilotaż", exact=True).check()
    desk.get_by_label("Nazwa pilotażu lub programu").fill("Pilotaż Centrum Wsparcia Doradczego")
    desk.get_by_role("button", name="Zapisz", exact=True).click()
    heading(desk, "Strony: Sieradzkie+")
    return desk.url.rsplit("/", 1)[0]


def add_parties(desk: Page, address: str) -> None:
    """The county under the name of its office, chosen from the list by keyboard; its communes by one button."""
    field = desk.get_by_role("combobox", name="Instytucja")
    field.press_sequentially("sieradzki")
    option = desk.get_by_role("option", name=COUNTY)
    expect(option).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    desk.get_by_label("Nazwa w dokumencie").fill("Starostwo Sieradzkie")
    desk.get_by_role("button", name="Dodaj stronę").click()
    expect(desk.get_by_text("Dodano stronę.")).to_be_visible()
    desk.get_by_role("link", name="Dodaj wszystkie gminy powiatu").click()
    desk.get_by_label("Powiat", exact=True).fill("1014")
    desk.get_by_role("button", name="Dodaj gminy").click()
    expect(desk.get_by_text("Dodano 9 gmin.")).to_be_visible()
    # The document has Brzeźnio before Brąszewice.
    desk.get_by_role("row", name="Brzeźnio").get_by_role("button", name="Wyżej").click()
    expect(desk.locator("tbody tr").nth(2)).to_contain_text("Brzeźnio")


def add_letter(desk: Page, address: str, folder: Path) -> None:
    """The letter with its file, of unknown day, and one who signed; without a post nobody did."""
    paper = folder / "Sieradzkie+ list.pdf"
    paper.write_bytes(PDF)
    desk.goto(f"{address}/documents")
    desk.get_by_label("Miejsce podpisania").fill("sala 113, Starostwo Powiatowe w Sieradzu")
    desk.get_by_label("Plik", exact=False).first.set_input_files(paper)
    desk.get_by_role("button", name="Dodaj dokument").click()
    expect(desk.get_by_text("Dodano dokument.")).to_be_visible()
    desk.get_by_role("link", name="0 podpisów").click()
    desk.get_by_label("Za którą stronę").select_option(label="Burzenin")
    desk.get_by_role("button", name="Dodaj podpis").click()
    expect(desk.locator("[data-error-summary]")).to_contain_text("imię i nazwisko może być nieznane")
    desk.get_by_label("Stanowisko").fill("Wójt Gminy Burzenin")
    desk.get_by_role("button", name="Dodaj podpis").click()
    expect(desk.get_by_text("Dodano podpis.")).to_be_visible()


def add_components(desk: Page, address: str) -> None:
    """Two in sequence; the second does not start before the package of the first is adopted."""
    desk.goto(f"{address}/components")
    desk.get_by_label("Tytuł").fill("doradztwo w planowaniu strategicznym")
    desk.get_by_role("button", name="Dodaj komponent").click()
    desk.get_by_role("link", name="Dodaj produkt komponentu I", exact=True).click()
    desk.get_by_label("Nazwa produktu").fill("pakiet projektów")
    desk.get_by_role("button", name="Dodaj produkt").click()
    desk.get_by_label("Tytuł").fill("doradztwo projektowe")
    desk.get_by_label("Czeka na").select_option(label="I. pakiet projektów")
    desk.get_by_label("Stan komponentu").select_option(label="komponent w toku")
    desk.get_by_role("button", name="Dodaj komponent").click()
    expect(desk.locator("[data-error-summary]")).to_contain_text("którego jeszcze nie przyjęto")
    expect(desk.get_by_label("Tytuł")).to_have_value("doradztwo projektowe")
    desk.get_by_label("Stan komponentu").select_option(label="komponent planowany")
    desk.get_by_role("button", name="Dodaj komponent").click()
    expect(desk.get_by_role("heading", name="Komponent II: doradztwo projektowe")).to_be_visible()


def go_on(desk: Page, address: str) -> None:
    """The letter is signed, nobody knows when; the voivodeship selects."""
    desk.goto(f"{address}/status")
    desk.get_by_label("Nowy stan").select_option(label="podpisany list intencyjny")
    desk.get_by_role("button", name="Odnotuj krok").click()
    expect(desk.get_by_text("Odnotowano krok.")).to_be_visible()
    desk.goto(f"{address}/selection")
    desk.get_by_label("Kto wybiera").fill("Województwo Łódzkie")
    desk.get_by_role("button", name="Zapisz", exact=True).click()
    expect(desk.get_by_text("Zapisano.")).to_be_visible()


def publish(desk: Page, address: str) -> None:
    """By a page that says what then happens."""
    desk.goto(address)
    desk.get_by_role("link", name="Opublikuj").click()
    desk.get_by_role("button", name="Opublikuj partnerstwo").click()
    expect(desk.get_by_text("Partnerstwo opublikowano.")).to_be_visible()


def read(page: Page) -> None:
    """Who, what for, how far; and what is not known."""
    heading(page, "Sieradzkie+")
    parties = page.locator(".parties > li > strong").all_inner_texts()
    assert parties == [COUNTY, "Błaszki", "Brzeźnio", "Brąszewice", *COMMUNES[3:]]
    main = page.get_by_role("main")
    for told in (
        "w druku: Starostwo Sieradzkie",
        "Wójt Gminy Burzenin",
        "Rozpoczyna się, gdy zostanie przyjęty produkt: pakiet projektów",
        "Pilotaż Centrum Wsparcia Doradczego (pilotaż)",
        "Województwo Łódzkie",
    ):
        expect(main).to_contain_text(told)
    expect(page.locator(".facts-box")).to_contain_text("Data podpisania")
    expect(page.locator(".facts-box")).to_contain_text("nie podano")
    with page.expect_download() as download:
        page.get_by_role("link", name="Sieradzkie+ list.pdf").click()
    assert download.value.suggested_filename == "Sieradzkie+ list.pdf"
    assert Path(download.value.path()).read_bytes() == PDF
