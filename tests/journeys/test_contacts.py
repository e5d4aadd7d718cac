"""Contacts from a spreadsheet to a list and out again: upload, columns, dry run, import, list, doubles, export."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from registration.documents.reading import read_table
from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.inspection import Inspector
from tests.journeys.steps import heading

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

BIG = 1500
"""Rows that make a file big enough for the worker."""


def spreadsheet(folder: Path, whose: str) -> Path:
    """Two good rows, one that repeats the first, and one with two faults."""
    book = Workbook()
    for row in (
        ("Imię i nazwisko", "Stanowisko", "Jednostka", "Adres e-mail", "Telefon"),
        (f"Łucja Żak-{whose}", "wójt", "Powiat Sieradzki", f"lucja.{whose}@example.pl", "43 675 00 00"),
        ("", f"sekretarz {whose}", "Powiat Sieradzki", f"sekretarz.{whose}@example.pl", ""),
        (f"Żak-{whose} Łucja", "wójt", "Powiat Sieradzki", "", ""),
        ("Jan Kowal", "", "Gmina Nieznana", "", ""),
    ):
        book.active.append(row)
    path = folder / f"kontakty {whose}.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_a_spreadsheet_to_a_list_and_out_again(
    open_page: OpenPage, running_site: Site, tmp_path: Path, javascript: bool
):
    whose = "Skryptowa" if javascript else "Prosta"
    desk = open_page(javascript=javascript, reduced_motion="reduce")
    look = Inspector(desk, every_theme=False).inspect if javascript else lambda: []
    sign_in(desk, running_site)
    make_list(desk, f"Lista +{whose}", look)
    upload(desk, spreadsheet(tmp_path, whose))
    heading(desk, "Co znaczą kolumny")
    look()
    desk.get_by_label("Skąd pochodzą dane").fill("książka adresowa powiatu")
    desk.get_by_label("Dodaj wszystkich do listy").select_option(f"Lista +{whose}")
    desk.get_by_role("button", name="Sprawdź, co zostałoby wczytane").click()

    heading(desk, "Co zostałoby wczytane")
    expect(desk.get_by_text("Wiersz 4 mówi to samo co wiersz 2")).to_be_visible()
    expect(desk.get_by_text("C (Jednostka)")).to_be_visible()
    look()
    desk.get_by_role("button", name="Wczytaj 2 kontakty").click()
    heading(desk, "Kontakty wczytano")
    look()
    with desk.expect_download() as refused:
        desk.get_by_role("link", name="Pobierz odrzucone wiersze").click()
    assert "Jan Kowal" in read_table(refused.value.path().read_bytes()).rows[0].cells

    desk.get_by_role("link", name="Pokaż listę").click()
    heading(desk, "2 kontakty")
    look()
    with desk.expect_download() as exported:
        desk.get_by_role("button", name="Pobierz jako XLSX").click()
    table = read_table(exported.value.path().read_bytes())
    assert {f"Łucja Żak-{whose}", ""} == {row.cells[0] for row in table.rows}
    desk.get_by_role("link", name=f"Łucja Żak-{whose}", exact=True).click()
    expect(desk.get_by_text("Dodano kontakt z pliku")).to_be_visible()
    look()


def test_a_big_file_is_the_workers_and_its_page_ends_with_the_result(
    open_page: OpenPage, running_site: Site, tmp_path: Path
):
    path = tmp_path / "duży.csv"
    rows = "".join(f"Osoba Duża {n};stanowisko {n};Powiat Sieradzki;duza{n}@example.pl\n" for n in range(BIG))
    path.write_bytes(f"Nazwisko i imię;Funkcja;Urząd;Mail\n{rows}".encode("cp1250"))
    desk = open_page(javascript=True)
    sign_in(desk, running_site)
    upload(desk, path)
    desk.get_by_label("Skąd pochodzą dane").fill("książka adresowa powiatu")
    desk.get_by_role("button", name="Sprawdź, co zostałoby wczytane").click()
    show_result(desk, "Co zostałoby wczytane")
    desk.get_by_role("button", name=f"Wczytaj {BIG} kontaktów").click()
    show_result(desk, "Kontakty wczytano")
    desk.get_by_role("link", name="Pokaż kontakty").click()
    desk.get_by_label("Nazwisko, stanowisko, adres").fill("duza1499")
    desk.get_by_role("button", name="Pokaż").click()
    heading(desk, "1 kontakt")
    expect(desk.get_by_role("link", name="Osoba Duża 1499")).to_be_visible()


def make_list(desk: Page, name: str, look) -> None:
    """From the desk to a new list."""
    desk.get_by_role("link", name="Kontakty", exact=True).click()
    look()
    desk.get_by_role("link", name="Listy", exact=True).click()
    desk.get_by_label("Nazwa listy").fill(name)
    desk.get_by_role("button", name="Utwórz listę").click()
    expect(desk.get_by_role("link", name=name, exact=True)).to_be_visible()
    look()


def upload(desk: Page, path: Path) -> None:
    """From anywhere to the page of the columns."""
    desk.goto("/desk/contacts/imports/new")
    desk.get_by_label("Plik").set_input_files(path)
    desk.get_by_role("button", name="Prześlij").click()


def show_result(desk: Page, title: str) -> None:
    """Wait for the worker where it is not done yet: the page then offers its result."""
    done, waiting = (
        desk.get_by_role("heading", level=1, name=title),
        desk.get_by_role("link", name="Pokaż wynik"),
    )
    expect(done.or_(waiting)).to_be_visible()
    if waiting.is_visible():
        waiting.click()
    heading(desk, title)
