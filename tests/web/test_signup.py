"""Signing up as a participant does it, from the form to the mail."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, orm, select

from registration.outbox.models import OutgoingEmail
from registration.signup.models import Registration, SignUp
from registration.signup.services import ensure_clauses
from registration.trainings.models import Event, Visibility
from tests import factories
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import NOON
from tests.pages import InspectingClient

pytestmark = pytest.mark.usefixtures("early_june")


@pytest.fixture
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


def registrations(db: orm.Session) -> list[Registration]:
    db.rollback()
    return list(db.scalars(select(Registration)))


def seats_taken(db: orm.Session, event: Event) -> int:
    db.rollback()
    return db.get_one(Event, event.id).seats_taken


def test_a_person_signs_up_and_reads_the_reference_on_a_page_that_survives_reload(client, db):
    event = factories.event(db)
    db.commit()
    page = sign_up(client, event.slug)
    assert page.status_code == 303
    confirmation = client.get(page.location)
    reference = re.search(r'class="reference">([^<]+)<', confirmation.text)[1]
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", reference)
    assert client.get(page.location).text == confirmation.text
    assert registrations(db)[0].reference == reference
    assert seats_taken(db, event) == 1


def test_answers_are_shown_once_more_before_they_are_sent(client, db):
    event = factories.event(db)
    db.commit()
    token = client.token(f"/sign-up/{event.slug}")
    page = client.post(f"/sign-up/{event.slug}", data={"csrf_token": token, "step": "review", **ANSWERS})
    assert page.status_code == 200
    assert "Grażyna" in page.text
    assert not registrations(db)


def test_going_back_from_the_check_keeps_everything_typed(client, db):
    event = factories.event(db)
    db.commit()
    token = client.token(f"/sign-up/{event.slug}")
    page = client.post(f"/sign-up/{event.slug}", data={"csrf_token": token, "step": "change", **ANSWERS})
    for answer in ("Grażyna", "Żółć-Łęcka", "grazyna@warta.example.pl", "Gmina Warta", "inspektorka"):
        assert answer in page.text


def test_a_typo_in_a_mail_domain_is_suggested_not_refused(client, db):
    event = factories.event(db)
    db.commit()
    token = client.token(f"/sign-up/{event.slug}")
    answers = {**ANSWERS, "email": "grazyna@gmial.com"}
    page = client.post(f"/sign-up/{event.slug}", data={"csrf_token": token, "step": "review", **answers})
    assert "grazyna@gmail.com" in page.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "zażółć.gęślą@"),
        ("email", ""),
        ("email", "a@example.org\r\nBcc: b@example.org"),
        ("first_name", " "),
        ("first_name", "x" * 300),
        ("last_name", "http://spam.example"),
        ("institution", ""),
        ("institution", " \t"),
        ("post", "\u00a0"),
        ("post", "y" * 201),
        ("question", "z" * 2001),
    ],
)
def test_a_refused_field_is_named_and_the_rest_is_kept(client, db, field, typed):
    event = factories.event(db)
    db.commit()
    token = client.token(f"/sign-up/{event.slug}")
    page = client.post(
        f"/sign-up/{event.slug}", data={"csrf_token": token, "step": "send", **ANSWERS, field: typed}
    )
    assert page.status_code == 200
    assert "<title>Błąd: " in page.text
    assert f'href="#{field}"' in page.text
    assert 'value="inspektorka"' in page.text or field == "post"
    assert not registrations(db)


def test_what_is_refused_is_listed_in_the_order_of_the_form(client, db):
    event = factories.event(db)
    db.commit()
    page = client.send(f"/sign-up/{event.slug}", {"step": "review", "submission_key": "k" * 24})
    listed = re.findall(r'<a href="#([a-z_]+)">(?:Wpisz|Podaj)', page.text)
    assert listed == ["first_name", "last_name", "email", "institution", "post"]


def test_a_double_click_makes_one_registration(client, db):
    event = factories.event(db)
    db.commit()
    first = sign_up(client, event.slug, submission_key="k" * 24)
    second = sign_up(client, event.slug, submission_key="k" * 24)
    assert first.location == second.location
    assert len(registrations(db)) == 1


def test_the_second_click_for_the_last_seat_shows_the_first_ones_confirmation(client, db):
    event = factories.event(db, capacity=1)
    db.commit()
    token = client.token(f"/sign-up/{event.slug}")
    answers = {"csrf_token": token, "step": "send", **ANSWERS}
    first, second = (client.post(f"/sign-up/{event.slug}", data=answers) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(registrations(db)) == 1
    assert seats_taken(db, event) == 1


def test_a_colleague_who_fills_in_the_same_form_after_going_back_is_registered_too(client, db):
    event = factories.event(db)
    db.commit()
    first = sign_up(client, event.slug)
    second = sign_up(client, event.slug, email="druga@example.pl", first_name="Druga")
    assert first.location != second.location
    assert [one.email for one in registrations(db)] == [ANSWERS["email"], "druga@example.pl"]
    assert seats_taken(db, event) == 2


def test_a_repeated_address_gets_a_page_of_the_same_shape_and_only_the_mail_differs(client, db):
    event = factories.event(db)
    db.commit()
    first = client.get(sign_up(client, event.slug).location)
    second = client.get(
        sign_up(client, event.slug, email=" GRAZYNA@Warta.example.pl ", submission_key="k" * 24).location
    )
    own = r'class="reference">[^<]+<|/confirmation/[a-z0-9]+'
    masked = [re.sub(own, "", page.text) for page in (first, second)]
    assert masked[0] == masked[1]
    assert first.text != second.text
    assert len(registrations(db)) == 1
    assert seats_taken(db, event) == 1
    kinds = db.scalars(select(OutgoingEmail.kind).order_by(OutgoingEmail.id)).all()
    assert kinds == ["signup.confirmation", "signup.repeated"]


def test_the_21st_person_is_told_that_the_training_is_full_and_keeps_what_was_typed(client, db):
    event = factories.event(db, capacity=1)
    db.commit()
    token = client.token(f"/sign-up/{event.slug}")
    assert sign_up(client, event.slug).status_code == 303
    answers = {**ANSWERS, "email": "druga@example.pl", "submission_key": "s" * 24}
    page = client.post(f"/sign-up/{event.slug}", data={"csrf_token": token, "step": "send", **answers})
    assert page.status_code == 409
    assert "druga@example.pl" in page.text
    assert len(registrations(db)) == 1


def test_a_registered_address_learns_nothing_more_on_a_full_event(client, db):
    event = factories.event(db, capacity=1)
    db.commit()
    token = client.token(f"/sign-up/{event.slug}")
    sign_up(client, event.slug)
    pages = []
    for email in (ANSWERS["email"], "obca@example.pl"):
        answers = {
            **ANSWERS,
            "email": email,
            "submission_key": email.ljust(20, "x").replace("@", "a").replace(".", "b"),
        }
        pages.append(
            client.post(f"/sign-up/{event.slug}", data={"csrf_token": token, "step": "send", **answers})
        )
    assert {page.status_code for page in pages} == {409}
    shown = [
        re.sub('<input[^>]* type="hidden"[^>]*>|<input type="hidden"[^>]*>', "", page.text) for page in pages
    ]
    assert shown[0].replace(ANSWERS["email"], "") == shown[1].replace("obca@example.pl", "")


@pytest.mark.parametrize("visibility", [Visibility.CANCELLED, Visibility.ARCHIVED])
def test_the_form_of_an_event_that_is_not_on_says_so(client, db, visibility):
    event = factories.event(db, visibility=visibility)
    db.commit()
    page = client.get(f"/sign-up/{event.slug}")
    assert page.status_code == 200
    assert '<form method="post" novalidate' not in page.text


def test_a_draft_has_no_form(client, db):
    event = factories.event(db, visibility=Visibility.DRAFT)
    db.commit()
    assert client.get(f"/sign-up/{event.slug}").status_code == 404


def test_before_and_after_the_window_nobody_signs_up(client, db):
    early = factories.event(db, sign_up_opens_at=NOON + timedelta(days=1))
    late = factories.event(db, sign_up_closes_at=NOON)
    db.commit()
    for event in (early, late):
        assert (
            "csrf_token" not in client.get(f"/sign-up/{event.slug}").text.split("<main")[1].split("</main")[0]
        )


def test_consents_are_kept_with_exact_text_version_and_answer(client, db):
    event = factories.event(db)
    ensure_clauses(db, event.organisation, NOON)
    db.commit()
    form = client.get(f"/sign-up/{event.slug}").text
    boxes = re.findall(r'name="consents" value="(\d+)"', form)
    assert len(boxes) == 2
    assert "checked" not in form
    sign_up(client, event.slug, consents=boxes[0])
    consents = {one.clause.kind.value: one for one in registrations(db)[0].consents}
    assert consents["information"].given
    assert consents["pictures"].given
    assert not consents["news"].given
    assert event.organisation.name in consents["pictures"].clause.text
    assert consents["pictures"].clause.version == 1


def test_a_forged_consent_of_another_organisation_is_ignored(client, db):
    event, other = factories.event(db), factories.event(db)
    ensure_clauses(db, other.organisation, NOON)
    db.commit()
    foreign = db.scalars(select(func.min(SignUp.id))).first()
    assert foreign is None
    sign_up(client, event.slug, consents="1")
    assert registrations(db)[0].consents == []


def test_an_address_has_one_limit_however_it_is_typed(client):
    typed = ("{}", "<{}>", "mailto:{}", "{}.", " {}", "({})", "{};", "<<{}>>")
    sent = [client.send("/sign-up/link", {"email": one.format("jan@example.org")}) for one in typed]
    assert [one.status_code for one in sent] == [303] * 6 + [429] * 2


def test_forty_colleagues_of_one_office_sign_up_in_a_minute(client, db):
    event = factories.event(db, capacity=60)
    db.commit()
    for number in range(40):
        email, key = f"osoba{number}@warta.example.pl", f"submission-key-{number:04}"
        assert sign_up(client, event.slug, email=email, submission_key=key).status_code == 303


def test_forty_attempts_for_one_address_do_not_pass(client, db):
    event = factories.event(db, capacity=60)
    db.commit()
    answers = [
        sign_up(client, event.slug, submission_key=f"submission-key-{number:04}").status_code
        for number in range(40)
    ]
    assert answers.count(429) > 20


def test_everything_held_is_shown_on_the_personal_page(client, db, personal_link):
    event = factories.event(db)
    ensure_clauses(db, event.organisation, NOON)
    db.commit()
    sign_up(client, event.slug, needs="Miejsce blisko ekranu")
    page = client.get(personal_link(db))
    for held in (
        "Grażyna",
        "Żółć-Łęcka",
        "grazyna@warta.example.pl",
        "Gmina Warta",
        "Miejsce blisko ekranu",
        "1 czerwca 2026",
    ):
        assert held.replace(" ", "\u00a0") in page.text or held in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_answers_are_corrected_by_personal_link(client, db, personal_link):
    event = factories.event(db)
    db.commit()
    sign_up(client, event.slug)
    link = personal_link(db)
    answers = {**ANSWERS, "post": "kierowniczka"}
    assert client.send(f"{link}/change", answers).status_code == 303
    assert registrations(db)[0].post == "kierowniczka"


def test_a_registration_that_is_over_offers_no_form_to_change_it(client, db, personal_link):
    event = factories.event(db)
    db.commit()
    sign_up(client, event.slug)
    link = personal_link(db)
    client.send(f"{link}/resign", {})
    answer = client.get(f"{link}/change")
    assert (answer.status_code, answer.location) == (303, link)


def test_a_mail_scanner_that_follows_the_resignation_link_changes_nothing(client, db, personal_link):
    event = factories.event(db)
    db.commit()
    sign_up(client, event.slug)
    link = personal_link(db)
    for _ in range(3):
        assert client.get(f"{link}/resign").status_code == 200
    assert registrations(db)[0].state == "confirmed"


def test_resigning_frees_the_seat_and_a_second_click_changes_nothing(client, db, personal_link):
    event = factories.event(db, capacity=1)
    db.commit()
    sign_up(client, event.slug)
    link = personal_link(db)
    token = client.token(f"{link}/resign")
    for _ in range(2):
        assert client.post(f"{link}/resign", data={"csrf_token": token}).status_code == 303
    assert registrations(db)[0].state == "withdrawn"
    assert "Zgłoszenie zostało wycofane" in client.get(link).text
    assert seats_taken(db, event) == 0
    assert sign_up(client, event.slug, submission_key="another-key-after").status_code == 303


@pytest.mark.parametrize("link", ["x", "a" * 38, "A" * 38, "ą" * 38, "%00" * 38])
def test_an_unknown_link_is_404(client: InspectingClient, link):
    assert client.get(f"/sign-up/my/{link}").status_code == 404
    assert client.get(f"/sign-up/confirmation/{link}").status_code == 404


def test_a_revoked_link_opens_nothing(client, db, personal_link):
    event = factories.event(db)
    db.commit()
    sign_up(client, event.slug)
    link = personal_link(db)
    registrations(db)[0].generation += 1
    db.commit()
    assert client.get(link).status_code == 404


def test_send_me_my_link_answers_the_same_for_every_address(client, db):
    event = factories.event(db)
    db.commit()
    sign_up(client, event.slug)
    known = client.send("/sign-up/link", {"email": ANSWERS["email"]})
    unknown = client.send("/sign-up/link", {"email": "nikt@example.pl"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    kinds = db.scalars(select(OutgoingEmail.kind).order_by(OutgoingEmail.id)).all()
    assert kinds == ["signup.confirmation", "signup.links"]


def test_a_consent_is_withdrawn_by_link_as_easily_as_it_was_given(client, db, personal_link):
    event = factories.event(db)
    ensure_clauses(db, event.organisation, NOON)
    db.commit()
    boxes = re.findall(r'name="consents" value="(\d+)"', client.get(f"/sign-up/{event.slug}").text)
    sign_up(client, event.slug, consents=boxes)
    link = personal_link(db)
    addresses = re.findall(r'action="([^"]+/consents/\d+)"', client.get(link).text)
    assert len(addresses) == 2
    assert client.send(addresses[0], {}, form_at=link).status_code == 303
    in_force = [one.is_in_force for one in registrations(db)[0].consents if not one.clause.is_information]
    assert in_force == [False, True]
    assert "Zgodę wycofano" in client.get(link).text


def test_nobody_withdraws_another_person_s_consent(client, db, personal_link):
    event = factories.event(db)
    ensure_clauses(db, event.organisation, NOON)
    db.commit()
    sign_up(client, event.slug, consents="2")
    first = registrations(db)[0]
    sign_up(client, event.slug, email="druga@example.pl", submission_key="second-submission-key")
    link = personal_link(db)
    token = client.token(f"{link}/resign")
    for consent in first.consents:
        assert client.post(f"{link}/consents/{consent.id}", data={"csrf_token": token}).status_code == 404
