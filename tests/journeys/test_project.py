"""An organiser makes a project with everybody in it and says who pays; a visitor reads it, and the event that belongs
to it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.projects import png
from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.inspection import Inspector
from tests.journeys.steps import heading

pytestmark = pytest.mark.browser

TITLE = "Kompetencje i przejrzystość"
SENTENCE = "Projekt współfinansowany ze środków Funduszu Przykładowego"


def test_from_a_title_to_a_page_that_says_who_what_for_and_who_pays(
    open_page: OpenPage, running_site: Site, tmp_path: Path
):
    desk = Inspector(open_page(reduced_motion="reduce"))
    page = desk.page
    sign_in(page, running_site)
    address = begin(page)
    add_institutions(page)
    say_who_pays(page, address, tmp_path)
    for part in ("", "/texts", "/parties", "/funding", "/logos/new", "/publish", "/delete"):
        desk.look(f"{address}{part}")
    number = address.rsplit("/", 1)[1]
    desk.look(f"/desk/participants/projects/{number}")
    event = give_it_an_event(page)
    public = publish(page, address)
    assert not desk.wrong

    visitor = Inspector(open_page(reduced_motion="reduce"))
    visitor.look(public)
    read(visitor.page)
    visitor.look(event)
    expect(visitor.page.get_by_role("heading", name="Finansowanie")).to_be_visible()
    expect(visitor.page.get_by_role("img", name="Unia Europejska")).to_be_visible()
    expect(visitor.page.get_by_text(SENTENCE)).to_be_visible()
    visitor.page.locator("#project").get_by_role("link", name=TITLE).click()
    heading(visitor.page, TITLE)
    assert not visitor.wrong


def begin(desk: Page) -> str:
    """A new project that ends in a known month; gives the address of its desk pages."""
    desk.goto("/desk/projects/new")
    desk.get_by_label("Kto prowadzi zapis").select_option(label="Biuro Projektu (przykład)")
    desk.get_by_label("Tytuł projektu").fill(TITLE)
    desk.get_by_label("Cele szczegółowe").fill("lepsze prawo lokalne\nlepsze kadry")
    end = desk.get_by_role("group", name="Koniec")
    end.get_by_label("Miesiąc").fill("10")
    end.get_by_label("Rok").fill("2030")
    desk.get_by_role("button", name="Zapisz", exact=True).click()
    heading(desk, f"Instytucje: {TITLE}")
    return desk.url.rsplit("/", 1)[0]


def add_institutions(desk: Page) -> None:
    """A leader, a second one who is refused, a beneficiary under its printed name, moved to the front."""
    add(desk, "Stowarzyszenie Gmin Przykładowych (przykład)", "lider")
    add(desk, "Powiat Przykładowy (przykład)", "lider")
    expect(desk.locator("[data-error-summary]")).to_contain_text("projekt ma jednego lidera")
    desk.get_by_label("Rola").select_option(label="beneficjent")
    desk.get_by_label("Nazwa w druku").fill("Starostwo Przykładowe")
    desk.get_by_role("button", name="Dodaj instytucję").click()
    expect(desk.get_by_text("Dodano instytucję.")).to_be_visible()
    row = desk.get_by_role("row", name="Powiat Przykładowy")
    expect(row).to_contain_text("w druku: Starostwo Przykładowe")
    row.get_by_role("button", name="Wyżej").click()
    expect(desk.locator("tbody tr").first).to_contain_text("Powiat Przykładowy")


def add(desk: Page, name: str, role: str) -> None:
    """Chosen from the list by keyboard."""
    field = desk.get_by_role("combobox", name="Instytucja")
    field.press_sequentially(name[:12])
    expect(desk.get_by_role("option", name=name)).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    desk.get_by_label("Rola").select_option(label=role)
    desk.get_by_role("button", name="Dodaj instytucję").click()


def say_who_pays(desk: Page, address: str, folder: Path) -> None:
    """The sentence, a value as people write it, a logo that is not taken without words."""
    desk.goto(f"{address}/funding")
    desk.get_by_label("Zdanie o finansowaniu").fill(SENTENCE)
    desk.get_by_label("Wartość projektu").fill("1 234 567,89 zł")
    desk.get_by_role("button", name="Zapisz", exact=True).click()
    desk.get_by_role("link", name="Dodaj znak").click()
    file = folder / "ue.png"
    file.write_bytes(png())
    desk.get_by_label("Znak", exact=True).set_input_files(file)
    desk.get_by_role("button", name="Dodaj znak").click()
    expect(desk.locator("[data-error-summary]")).to_contain_text("Napisz, czyj to znak")
    desk.get_by_label("Znak", exact=True).set_input_files(file)
    desk.get_by_label("Czyj to znak").fill("Unia Europejska")
    desk.get_by_role("button", name="Dodaj znak").click()
    expect(desk.get_by_role("img", name="Unia Europejska")).to_be_visible()


def give_it_an_event(desk: Page) -> str:
    """An event of the same institution belongs to it from now on; gives the event's public address."""
    desk.goto("/desk/trainings/")
    desk.get_by_role("link", name="Samorząd blisko mieszkańca").first.click()
    desk.get_by_role("link", name="Zmień opis i zapisy").click()
    desk.get_by_label("Projekt", exact=False).first.select_option(label=TITLE)
    desk.get_by_role("button", name="Zapisz", exact=True).click()
    expect(desk.get_by_text("Zapisano.")).to_be_visible()
    return "/trainings/samorzad-blisko-mieszkanca"


def publish(desk: Page, address: str) -> str:
    """On a page that names the effect; gives the public address."""
    desk.goto(f"{address}/publish")
    desk.get_by_role("button", name="Opublikuj projekt").click()
    link = desk.get_by_role("link", name="Otwórz stronę publiczną")
    return link.get_attribute("href") or ""


def read(page: Page) -> None:
    """What is known stands there, and what is not is said to be unknown."""
    heading(page, TITLE)
    for known in ("październik 2030 r.", "w druku: Starostwo Przykładowe", "lepsze prawo lokalne", SENTENCE):
        expect(page.get_by_text(known).first).to_be_visible()
    expect(page.locator(".facts-box")).to_contain_text("nie podano")
    expect(page.locator("#coming-events")).to_contain_text("Samorząd blisko mieszkańca")
