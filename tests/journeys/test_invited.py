"""Invitations by e-mail: an organiser composes and sends one, the invited person signs up by its link or opts out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.composing import paste, write
from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.steps import check_and_send, heading, link, plain_text

pytestmark = pytest.mark.browser

EVENT = "Dostępne dokumenty: Word i PDF bez barier"


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_a_pasted_list_to_a_sign_up_and_an_opt_out(
    open_page: OpenPage, running_site: Site, javascript: bool
):
    name = "js" if javascript else "plain"
    keen, weary, late = (f"{who}.{name}@example.org" for who in ("chetna", "zmeczony", "nowa"))
    desk = open_page(javascript=javascript)
    sign_in(desk, running_site)
    paste(desk, EVENT, f"Sekretarz gminy <{keen}>\n{keen.upper()}; {weary}\nsekretariat(at)example.org")
    see_who_was_taken_out(desk, keen)
    write(desk, EVENT)
    check(desk, running_site, weary)
    desk.get_by_role("button", name="Wyślij 2 zaproszenia").click()
    heading(desk, re.compile("^Doręczenie zaproszenia"))
    delivery = desk.url

    visitor = open_page(javascript=javascript)
    accept(visitor, running_site, keen)
    opt_out(visitor, running_site, weary)
    desk.goto(delivery)
    for email, fate in ((keen, "jest zgłoszenie"), (weary, "rezygnacja z zaproszeń")):
        expect(desk.get_by_role("row").filter(has_text=email)).to_contain_text(fate)

    paste(desk, EVENT, f"{keen}, {weary}, {late}")
    heading(desk, "Treść zaproszenia")
    expect(desk.get_by_text("Zaproszenie trafi na 1 adres")).to_be_visible()
    for reason, email in (("jest już zgłoszenie na to wydarzenie", keen), ("rezygnacja z zaproszeń", weary)):
        desk.get_by_role("link", name=reason).click()
        expect(desk.get_by_role("row").filter(has_text=email)).to_contain_text(reason)
        desk.go_back()


def see_who_was_taken_out(desk: Page, doubled: str) -> None:
    """What cannot be read is shown with its line; the double one is a link away."""
    expect(desk.get_by_text("1 wpis nie jest adresem e-mail")).to_be_visible()
    expect(desk.get_by_role("listitem").filter(has_text="sekretariat(at)example.org")).to_contain_text(
        "Wiersz 3"
    )
    desk.get_by_role("link", name="adres podany więcej niż raz").click()
    expect(desk.get_by_role("row").filter(has_text=doubled)).to_contain_text("adres podany więcej niż raz")
    desk.go_back()
    desk.get_by_role("link", name="Przejdź dalej bez nich").click()


def check(desk: Page, site: Site, recipient: str) -> None:
    """The true mail of a chosen recipient, then a test mail with links that work, then on to the button."""
    desk.get_by_label("Pokaż wiadomość, którą dostanie").select_option(recipient)
    desk.get_by_role("button", name="Pokaż").click()
    expect(desk.locator("dd").filter(has_text=recipient)).to_be_visible()
    expect(desk.frame_locator("iframe").get_by_text("wykaz gmin na stronie powiatu")).to_be_visible()
    tests = len(site.mails_to(site.email))
    desk.get_by_role("button", name="Wyślij wiadomość próbną").click()
    expect(desk.get_by_text(f"Wiadomość próbna jest w drodze na adres {site.email}")).to_be_visible()
    assert site.wait_for_mail(site.email, tests + 1)[-1]["Subject"].startswith("Próba: ")
    desk.get_by_role("link", name="Przejdź do wysyłki").click()
    heading(desk, "Wyślij zaproszenie")


def accept(visitor: Page, site: Site, email: str) -> None:
    """The mail's link opens the form with the address filled in."""
    text = plain_text(site.wait_for_mail(email)[0])
    visitor.goto(link(text, "/mailings/invitation/"))
    expect(visitor.get_by_label("Adres e-mail")).to_have_value(email)
    visitor.get_by_label("Imię", exact=True).fill("Janina")
    visitor.get_by_label("Nazwisko").fill("Przykładowa")
    visitor.get_by_label("Instytucja").fill("Gmina Przykładowa")
    visitor.get_by_label("Stanowisko").fill("sekretarz gminy")
    check_and_send(visitor)


def opt_out(visitor: Page, site: Site, email: str) -> None:
    """The mail's other link opens a page that does nothing until its button is pressed."""
    [mail] = site.wait_for_mail(email)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    visitor.goto(link(plain_text(mail), "/mailings/opt-out/"))
    visitor.get_by_role("button", name="Rezygnuję z zaproszeń").click()
    expect(visitor.get_by_text("Kolejne zaproszenia nie przyjdą")).to_be_visible()
