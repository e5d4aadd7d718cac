"""The desk of news: writing, photographs, publication; two at one form; what is refused and what is kept."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import orm, select
from werkzeug.test import TestResponse

from registration.news.models import NewsItem, NewsState
from registration.partners.models import Organisation
from tests import factories, uploads
from tests.factories import accounts, news
from tests.pages import InspectingClient
from tests.statements import Statements


@pytest.fixture
def owner(db: orm.Session) -> Organisation:
    """An institution that tells news."""
    return factories.organisation(db, name="Powiat Sieradzki (przykład)")


@pytest.fixture
def organiser(db: orm.Session, client: InspectingClient, owner: Organisation) -> InspectingClient:
    """Its organiser at the desk."""
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, owner))
    return client


@pytest.fixture
def draft(db: orm.Session, owner: Organisation) -> NewsItem:
    """A draft of theirs."""
    made = news.item(db, owner, published=False)
    db.commit()
    return made


def fresh(db: orm.Session, item: NewsItem) -> NewsItem:
    """As it is stored now."""
    db.rollback()
    db.expire_all()
    return db.get_one(NewsItem, item.id)


def upload(
    browser: InspectingClient, item: NewsItem, content: bytes, name: str = "IMG.jpg", **words: Any
) -> TestResponse:
    """Fill in and send the form of a photograph."""
    address = f"/desk/news/{item.id}/photographs/new"
    page = browser.get(address).text
    hidden = dict(re.findall(r'name="(csrf_token|edition)"[^>]*value="([^"]*)"', page))
    body, kind = uploads.multipart({**hidden, "file": (io.BytesIO(content), name), **words})
    return browser.post(address, data=body, content_type=kind)


def test_an_organiser_writes_publishes_and_withdraws(
    db: orm.Session, organiser: InspectingClient, owner: Organisation
) -> None:
    made = organiser.send("/desk/news/new", {"title": "Łódź+ podpisana", "organisation": owner.id})
    assert made.status_code == 303
    address = made.location.removesuffix("/edit")
    page = organiser.get(f"{address}/edit").text
    edition = re.findall(r'name="edition"[^>]*value="(\d+)"', page)[0]
    texts = {
        "title": "Łódź+ podpisana",
        "lead": "Krótko.",
        "text": "Treść.",
        "signed": "I.L.",
        "edition": edition,
    }
    assert organiser.send(f"{address}/edit", texts).status_code == 303
    assert "Krótko." in organiser.get(f"{address}/preview").text
    for act, state in (("publish", NewsState.PUBLISHED), ("withdraw", NewsState.WITHDRAWN)):
        edition = re.findall(r'name="edition"[^>]*value="(\d+)"', organiser.get(f"{address}/{act}").text)[0]
        assert organiser.send(f"{address}/{act}", {"edition": edition}).status_code == 303
        db.rollback()
        db.expire_all()
        assert db.scalars(select(NewsItem)).one().state is state
    assert "Wycofano aktualność" in organiser.get(address).text


def test_a_photograph_is_described_by_who_is_seen(
    db: orm.Session, organiser: InspectingClient, draft: NewsItem
) -> None:
    rows = {
        "place": "na tle baneru",
        "people-0-who": "Wójt Gminy Burzenin",
        "people-1-who": "Starosta Sieradzki",
        "people-1-name": "Mariusz Bądzior",
        "people-1-posture": "stands",
        "people-2-who": "",
    }
    assert upload(organiser, draft, uploads.located_photograph(), **rows).status_code == 303
    [one] = fresh(db, draft).photographs
    told = "Od lewej: Wójt Gminy Burzenin i Starosta Sieradzki Mariusz Bądzior (stoi)."
    assert one.alt == f"Zdjęcie na tle baneru. {told}"
    assert one.caption == told
    page = organiser.get(f"/desk/news/{draft.id}").text
    [address] = set(re.findall(r'src="(/desk/news/\d+/pictures/[0-9a-f]+\.jpg)"', page))
    with organiser.get(address) as answer:
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert b"Telefon" not in answer.data


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"to nie zdj\xc4\x99cie", "To nie jest obraz JPEG, PNG ani WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Obrazów SVG nie przyjmujemy"),
        (uploads.photograph()[:3000], "Obraz jest uszkodzony lub niepełny"),
        (uploads.png_of_size(30_000, 30_000), "Obraz ma ponad 50"),
        (uploads.animation("WEBP"), "Obraz jest ruchomy"),
        (uploads.PDF, "To nie jest obraz JPEG, PNG ani WebP"),
        (b"", "Plik jest pusty"),
        (b"\xff\xd8" + b"x" * 21 * 1024 * 1024, "Plik ma więcej niż 20"),
    ],
    ids=["text", "svg", "truncated", "too many points", "animated", "pdf", "empty", "too large"],
)
def test_what_is_no_picture_is_told_at_the_field_and_the_words_stay(
    db: orm.Session, organiser: InspectingClient, draft: NewsItem, content: bytes, told: str
) -> None:
    words = {"alt": "Opis ze Łodzi", "people-0-who": "Burmistrz Warty"}
    page = upload(organiser, draft, content, **words)
    assert page.status_code == 200
    plain = page.text.replace("\xa0", " ")
    for shown in (
        told,
        "Opis ze Łodzi",
        'value="Burmistrz Warty"',
        "Plik trzeba wybrać ponownie",
        'href="#file"',
    ):
        assert shown in plain, shown
    assert not fresh(db, draft).photographs


def test_a_photograph_without_words_is_refused_at_the_field(
    db: orm.Session, organiser: InspectingClient, draft: NewsItem
) -> None:
    page = upload(organiser, draft, uploads.photograph())
    assert "Napisz, kogo lub co widać" in page.text
    assert 'href="#alt"' in page.text
    assert upload(organiser, draft, uploads.photograph(), decorative="y").status_code == 303
    [one] = fresh(db, draft).photographs
    assert (one.alt, one.decorative) == ("", True)


def test_more_rows_save_nothing(db: orm.Session, organiser: InspectingClient, draft: NewsItem) -> None:
    rows = {f"people-{number}-who": f"Osoba {number}" for number in range(4)}
    page = upload(organiser, draft, uploads.photograph(), **rows, more="1")
    assert 'name="people-7-who"' in page.text
    assert 'value="Osoba 3"' in page.text
    assert not fresh(db, draft).photographs


def test_photographs_are_put_in_order_corrected_and_removed(
    app: Flask, db: orm.Session, organiser: InspectingClient, draft: NewsItem
) -> None:
    first, second = (
        news.photograph(db, draft, Path(app.instance_path), colour) for colour in ("red", "blue")
    )
    db.commit()
    at = f"/desk/news/{draft.id}"
    moved = organiser.send(
        f"{at}/photographs/{second.id}/forward", {"edition": fresh(db, draft).edition}, form_at=at
    )
    assert moved.status_code == 303
    assert [one.id for one in fresh(db, draft).photographs] == [second.id, first.id]
    words = {"alt": "Poprawiony opis.", "edition": fresh(db, draft).edition}
    assert organiser.send(f"{at}/photographs/{first.id}", words).status_code == 303
    assert [one.alt for one in fresh(db, draft).photographs][1] == "Poprawiony opis."
    removal = {"edition": fresh(db, draft).edition}
    assert "zniknie z aktualności" in organiser.get(f"{at}/photographs/{second.id}/remove").text.replace(
        "\xa0", " "
    )
    assert organiser.send(f"{at}/photographs/{second.id}/remove", removal).status_code == 303
    assert [one.id for one in fresh(db, draft).photographs] == [first.id]


def test_the_slower_of_two_sees_both_versions_and_keeps_theirs(
    db: orm.Session, organiser: InspectingClient, draft: NewsItem
) -> None:
    address = f"/desk/news/{draft.id}/edit"
    edition = draft.edition
    first = {"title": "Pierwsza wersja", "lead": "a", "edition": edition}
    assert organiser.send(address, first).status_code == 303
    stale = organiser.send(address, {"title": "Druga wersja", "lead": "a", "edition": edition})
    assert stale.status_code == 409
    for shown in ("Pierwsza wersja", 'value="Druga wersja"'):
        assert shown in stale.text
    assert fresh(db, draft).title == "Pierwsza wersja"
    newest = re.findall(r'name="edition"[^>]*value="(\d+)"', stale.text)[0]
    assert (
        organiser.send(address, {"title": "Druga wersja", "lead": "a", "edition": newest}).status_code == 303
    )


def test_a_stale_photograph_form_keeps_its_words(
    app: Flask, db: orm.Session, organiser: InspectingClient, draft: NewsItem
) -> None:
    one = news.photograph(db, draft, Path(app.instance_path))
    db.commit()
    address = f"/desk/news/{draft.id}/photographs/{one.id}"
    stale = organiser.send(address, {"alt": "Mój opis.", "edition": one.item.edition - 1})
    assert stale.status_code == 409
    assert "Mój opis." in stale.text
    assert "Sześć osób przy stole." in stale.text


def test_an_empty_item_cannot_be_published(
    db: orm.Session, organiser: InspectingClient, owner: Organisation
) -> None:
    made = news.item(db, owner, published=False, lead="", text="")
    db.commit()
    page = organiser.send(f"/desk/news/{made.id}/publish", {"edition": made.edition})
    assert "nie można opublikować" in page.text.replace("\xa0", " ")
    assert fresh(db, made).state is NewsState.DRAFT


def test_photographs_and_items_of_others_do_not_exist(
    app: Flask, db: orm.Session, organiser: InspectingClient, draft: NewsItem
) -> None:
    foreign = news.item(db)
    one = news.photograph(db, foreign, Path(app.instance_path))
    db.commit()
    sha256 = one.picture.fallback.file.sha256
    for address in (
        f"/desk/news/{foreign.id}",
        f"/desk/news/{draft.id}/photographs/{one.id}",
        f"/desk/news/{draft.id}/photographs/{one.id}/remove",
        f"/desk/news/{draft.id}/pictures/{sha256}.jpg",
    ):
        assert organiser.get(address).status_code == 404, address


def test_the_desk_costs_the_same_however_many_there_are(
    app: Flask, db: orm.Session, organiser: InspectingClient, owner: Organisation
) -> None:
    def costs() -> Iterator[int]:
        for address in ("/desk/news/", f"/desk/news/{made.id}"):
            with Statements(app) as found:
                organiser.get(address)
            yield len(found)

    counts = []
    for _round in range(2):
        made = news.item(db, owner)
        for colour in ("red", "green", "blue") * (1 + _round):
            news.photograph(db, made, Path(app.instance_path), colour)
        db.commit()
        counts.append(list(costs()))
    assert counts[0] == counts[1]
