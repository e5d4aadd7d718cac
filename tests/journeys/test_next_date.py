"""A training on a new date: a visitor who came too late leaves an address, the organiser repeats the training, the
visitor signs up by the mail; the organiser calls the new date off and lets it take place after all."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.steps import check_and_send, heading, link, plain_text

pytestmark = pytest.mark.browser

EVENT = "Małe zamówienia publiczne: regulamin i dokumenty"
"""It is full."""


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_a_missed_date_to_the_next_one(open_page: OpenPage, running_site: Site, javascript: bool):
    email = f"spozniona.{'js' if javascript else 'plain'}@example.org"
    visitor = open_page(width=360, javascript=javascript)
    wait_for_next_date(visitor, running_site, email)

    desk = open_page(javascript=javascript)
    sign_in(desk, running_site)
    copy = repeat(desk, datetime.now(UTC).date() + timedelta(days=200 if javascript else 230))
    desk.get_by_role("link", name="Opublikuj", exact=True).click()
    expect(desk.get_by_text(re.compile("Wiadomość dosta(nie jedna osoba|ną 2 osoby)"))).to_be_visible()
    desk.get_by_role("button", name="Opublikuj wydarzenie").click()

    (_asked, notice) = running_site.wait_for_mail(email, 2)
    assert notice["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    visitor.goto(link(plain_text(notice), "/mailings/next-date-sign-up/"))
    expect(visitor.get_by_label("Adres e-mail")).to_have_value(email)
    visitor.get_by_label("Imię", exact=True).fill("Grażyna")
    visitor.get_by_label("Nazwisko").fill("Żółć-Łęcka")
    visitor.get_by_label("Instytucja").fill("Gmina Przykładowa")
    visitor.get_by_label("Stanowisko").fill("inspektorka")
    check_and_send(visitor)

    call_off_and_restore(desk, copy)
    visitor.goto(link(plain_text(notice), "/mailings/waiting/"))
    visitor.get_by_role("button", name="Usuń adres już teraz").click()
    expect(visitor.get_by_text("Wiadomość nie przyjdzie")).to_be_visible()


def wait_for_next_date(visitor: Page, site: Site, email: str) -> None:
    """From the event's page to the confirmed address."""
    visitor.goto("/trainings/")
    visitor.get_by_role("link", name=EVENT).first.click()
    visitor.get_by_role("link", name="Powiadom o kolejnym terminie").click()
    visitor.get_by_label("Adres e-mail").fill(email)
    visitor.get_by_role("button", name="Powiadom mnie").click()
    heading(visitor, "Potwierdź adres linkiem z wiadomości")
    (mail,) = site.wait_for_mail(email)
    visitor.goto(link(plain_text(mail), "/mailings/waiting/"))
    visitor.get_by_role("button", name="Tak, powiadom o kolejnym terminie").click()
    expect(visitor.get_by_text("Adres jest potwierdzony")).to_be_visible()


def repeat(desk: Page, first_day: date) -> str:
    """A draft of the event on a new date; gives the path of its desk page."""
    desk.goto("/desk/trainings/?sort=start")
    desk.get_by_role("link", name=EVENT).first.click()
    desk.get_by_role("link", name="Powtórz w nowym terminie").click()
    desk.get_by_label("Pierwszy dzień").fill(first_day.isoformat())
    desk.get_by_role("button", name="Utwórz szkic").click()
    expect(desk.get_by_text("Szkic w nowym terminie jest zapisany")).to_be_visible()
    return desk.url


def call_off_and_restore(desk: Page, address: str) -> None:
    """The desk says both times how many people are told."""
    desk.goto(address)
    desk.get_by_role("link", name="Odwołaj wydarzenie").click()
    desk.get_by_label("Dlaczego").fill("Choroba prowadzącej.")
    desk.get_by_role("button", name="Odwołaj wydarzenie i powiadom 1 osobę").click()
    desk.get_by_role("link", name="Przywróć wydarzenie").click()
    desk.get_by_role("button", name="Przywróć wydarzenie i powiadom 1 osobę").click()
    expect(desk.get_by_text("Wydarzenie jednak się odbędzie.")).to_be_visible()
