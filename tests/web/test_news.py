"""What everybody reads of news: the list, one item, its pictures, the feed, the event's page."""

import json
import re
from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask
from sqlalchemy import orm

from registration.news import services
from registration.news.errors import LinkUnknown
from registration.news.models import NewsItem
from registration.news.services.changes import Editing
from tests import factories
from tests.factories import forum, news
from tests.factories import partnerships as partnership
from tests.factories.trainings import NOON
from tests.pages import InspectingClient, html_of
from tests.statements import Statements

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def item(app: Flask, db: orm.Session) -> NewsItem:
    """A published one with two photographs, about an event."""
    owner = factories.organisation(db, name="Powiat Łódzki+")
    about = factories.event(db, organisation=owner, title="Szkolenie w Łęczycy")
    made = news.item(db, owner, title="Podpisano „Sieradzkie+”", signed="I.L.", event_id=about.id)
    for colour in ("red", "green"):
        news.photograph(db, made, Path(app.instance_path), colour)
    db.commit()
    return made


def pictures_of(page: str) -> list[str]:
    """The addresses of all sizes on the page."""
    return sorted(set(re.findall(r"/(?:desk/)?news/[\w/]*pictures/[0-9a-f]{64}\.\w+", page)))


def test_an_item_shows_who_published_and_signed_it_and_what_it_is_about(
    client: InspectingClient, item: NewsItem
) -> None:
    page = client.get(f"/news/{item.slug}").text
    for told in ("Opublikowano 1", "Powiat Łódzki+", "podpisano: I.L.", "Szkolenie w", "<li>punkt</li>"):
        assert told in page.replace("\xa0", " "), told


def test_photographs_have_sizes_sides_and_words_and_wait_below_the_first(
    client: InspectingClient, item: NewsItem
) -> None:
    page = client.get(f"/news/{item.slug}").text
    images = re.findall(r"<img [^>]+>", page)
    assert len(images) == 2
    for image in images:
        assert 'width="600" height="400"' in image
        assert 'alt="Sześć osób przy stole."' in image
        assert "480w" in image
    assert ['loading="lazy"' in image for image in images] == [False, True]
    assert page.count('<source type="image/webp"') == 2


def test_every_picture_of_a_published_item_is_answered_for_a_year(
    client: InspectingClient, item: NewsItem
) -> None:
    found = pictures_of(client.get(f"/news/{item.slug}").text)
    assert len(found) == 8
    for address in found:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.content_type in ("image/webp", "image/jpeg")
            again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_a_withdrawn_item_is_gone_with_its_pictures_and_from_the_feed(
    client: InspectingClient, db: orm.Session, item: NewsItem
) -> None:
    found = pictures_of(client.get(f"/news/{item.slug}").text)
    assert item.slug in client.get("/news/feed.atom").text
    services.withdraw(db, news.editing(item))
    db.commit()
    for address in (f"/news/{item.slug}", *found):
        assert client.get(address).status_code == 404, address
    assert item.slug not in client.get("/news/feed.atom").text
    assert item.slug not in client.get("/news/").text


@pytest.mark.parametrize(
    "address", ["0" * 64 + ".jpg", "..%2f..%2fsecret_key.jpg", "a.jpg", "0" * 64 + ".svg"]
)
def test_only_pictures_of_published_items_have_addresses(
    client: InspectingClient, item: NewsItem, address: str
) -> None:
    assert client.get(f"/news/pictures/{address}").status_code == 404


def test_a_draft_is_nobodys_business(app: Flask, client: InspectingClient, db: orm.Session) -> None:
    draft = news.item(db, published=False, title="Tajne")
    one = news.photograph(db, draft, Path(app.instance_path))
    db.commit()
    sha256 = one.picture.fallback.file.sha256
    for address in (f"/news/{draft.slug}", f"/news/pictures/{sha256}.jpg"):
        assert client.get(address).status_code == 404
    assert "Tajne" not in client.get("/news/").text


def test_a_picture_shared_with_a_draft_is_shown_for_the_published_item_alone(
    app: Flask, client: InspectingClient, db: orm.Session, item: NewsItem
) -> None:
    draft = news.item(db, published=False)
    shared = news.photograph(db, draft, Path(app.instance_path), "red").picture.fallback.file.sha256
    db.commit()
    with client.get(f"/news/pictures/{shared}.jpg") as answer:
        assert answer.status_code == 200
    services.withdraw(db, news.editing(item))
    db.commit()
    assert client.get(f"/news/pictures/{shared}.jpg").status_code == 404


def test_pages_and_feed_answer_304_until_something_changes(
    client: InspectingClient, db: orm.Session, item: NewsItem
) -> None:
    addresses = ("/news/", f"/news/{item.slug}", "/news/feed.atom")
    tags = {address: client.get(address).headers["ETag"] for address in addresses}
    for address, tag in tags.items():
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304, address
    services.change_item(db, news.editing(item), services.NewsCommand(title="Inny tytuł", lead="x"))
    db.commit()
    for address, tag in tags.items():
        answer = client.get(address, headers={"If-None-Match": tag})
        assert answer.status_code == 200, address
        assert "Inny" in html_of(answer)


def test_the_page_of_the_event_tells_of_it_and_is_made_anew_with_it(
    client: InspectingClient, db: orm.Session, item: NewsItem
) -> None:
    assert item.event is not None
    address = f"/trainings/{item.event.slug}"
    seen = client.get(address)
    assert f"/news/{item.slug}" in seen.text
    services.withdraw(db, news.editing(item))
    db.commit()
    after = client.get(address, headers={"If-None-Match": seen.headers["ETag"]})
    assert after.status_code == 200
    assert f"/news/{item.slug}" not in after.text


def test_the_page_of_an_event_tells_of_the_meeting_that_sits_in_it(
    client: InspectingClient, db: orm.Session
) -> None:
    meeting = forum.meeting(db)
    made = news.item(db, meeting.forum.organisation, meeting_id=meeting.id)
    db.commit()
    assert made.slug in client.get(f"/trainings/{meeting.session.event.slug}").text


def test_the_page_of_a_partnership_tells_of_it_and_the_item_leads_there(
    client: InspectingClient, db: orm.Session
) -> None:
    known = partnership.partnership(db)
    known.published_at = NOON
    made = news.item(db, title="O partnerstwie", partnership_id=known.id)
    db.commit()
    address = f"/partnerships/{known.slug}"
    seen = client.get(address)
    assert f"/news/{made.slug}" in seen.text
    assert address in client.get(f"/news/{made.slug}").text
    services.withdraw(db, news.editing(made))
    db.commit()
    assert f"/news/{made.slug}" not in html_of(
        client.get(address, headers={"If-None-Match": seen.headers["ETag"]})
    )


def test_a_partnership_that_is_no_ones_business_cannot_be_told_of(db: orm.Session) -> None:
    hidden = partnership.partnership(db)
    hidden.published_at = None
    with pytest.raises(LinkUnknown):
        news.item(db, partnership_id=hidden.id)


def test_the_feed_is_found_and_read(client: InspectingClient, item: NewsItem) -> None:
    assert (
        'type="application/atom+xml" title="Aktualności" href="/news/feed.atom"' in client.get("/news/").text
    )
    answer = client.get("/news/feed.atom")
    assert answer.content_type.startswith("application/atom+xml")
    [entry] = fromstring(answer.data).findall(f"{ATOM}entry")
    links = {link.get("rel"): link for link in entry.findall(f"{ATOM}link")}
    assert links["alternate"].get("href") == f"http://localhost/news/{item.slug}"
    picture = links["enclosure"]
    with client.get(str(picture.get("href")).removeprefix("http://localhost")) as file:
        assert len(file.data) == int(str(picture.get("length")))
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "I.L."


def test_search_engines_are_told_what_it_is(client: InspectingClient, item: NewsItem) -> None:
    page = client.get(f"/news/{item.slug}").text
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(script)
    assert (told["@type"], told["headline"], told["author"]["name"]) == ("NewsArticle", item.title, "I.L.")
    assert told["image"].startswith("http://localhost/news/pictures/")
    assert f'<meta property="og:image" content="{told["image"]}">' in page


def test_marks_of_html_in_a_text_do_nothing(client: InspectingClient, db: orm.Session) -> None:
    evil = "<script>alert(1)</script> ![x](https://evil.example/a.png) [tu](javascript:alert(1))"
    made = news.item(db, title="<b>x</b>", lead=evil, text=evil, signed="<i>")
    db.commit()
    page = client.get(f"/news/{made.slug}").text
    for wrong in ("<script>alert", "<img src", 'javascript:alert(1)"', "<b>x</b>", "<i>"):
        assert wrong not in page, wrong


def test_the_list_goes_by_month_and_page(client: InspectingClient, db: orm.Session) -> None:
    owner = factories.organisation(db)
    for number in range(25):
        made = news.item(db, owner, published=False, title=f"Relacja {number}")
        services.publish(db, Editing(made.id, None, news.WHO, NOON + timedelta(days=number * 3)))
    db.commit()
    first, second = client.get("/news/").text, client.get("/news/?page=2").text
    assert "Relacja\xa024" in first or "Relacja 24" in first
    assert first.count('class="card"') == 20
    assert second.count('class="card"') == 5
    assert "sierpień 2026" in first.replace("\xa0", " ")
    assert client.get("/news/?page=9").status_code == 404


def test_a_list_costs_the_same_however_long_it_is(
    app: Flask, client: InspectingClient, db: orm.Session
) -> None:
    owner = factories.organisation(db)

    def cost(address: str) -> int:
        with Statements(app) as found:
            assert client.get(address).status_code == 200
        return len(found)

    counts = []
    for _round in range(2):
        for _number in range(4):
            made = news.item(db, owner)
            news.photograph(db, made, Path(app.instance_path))
            news.photograph(db, made, Path(app.instance_path), "red")
        db.commit()
        counts.append((cost("/news/"), cost("/news/feed.atom"), cost(f"/news/{made.slug}")))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8
