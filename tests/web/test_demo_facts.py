"""Every page that a visitor of the demo can reach: what it says of the real world comes from the stories, and
everything made up says so."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
import time_machine
from sqlalchemy import orm, select

from registration import create_app
from registration.core.catalogue import catalogue
from registration.core.partial_date import PartialDate
from registration.desk.demo import (
    drawings,
    facts,
    founding,
    founding_news,
    founding_partnership,
    founding_project,
    samples,
    sign_in,
)
from registration.desk.demo.loading import load
from registration.desk.demo.sign_in import Access
from registration.files.place import shelf_folder
from registration.forum.models import Forum
from registration.partners.models import Partnership, Project
from registration.trainings.models import Event
from registration.web.site import site
from registration.web.writing import writing
from tests.databases import Furnish
from tests.houses import close, make_settings
from tests.pages import InspectingClient

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
STARTS = (
    "/trainings/",
    "/trainings/past",
    "/forum/",
    "/calendars/",
    "/news/",
    "/partnerships/",
    "/projects/",
)
ELSEWHERE = re.compile("/(?:(?:desk|account|assets|static)(?:/.*)?)?")
"""Addresses that are no public page: "/" leads to the catalogue, the others ask to sign in or are no text."""
MARK = "przykład"
RECORD = f"/trainings/{founding.SLUG}"
REPORT = "/news/list-intencyjny-partnerstwa-sieradzkie-plus"
PARTNERSHIP = "/partnerships/sieradzkie-plus"
PROJECT = "/projects/kompetencje-i-przejrzystosc-jst-kluczem-do-rozwoju-lokalnego"
FEED = "/news/feed.atom"
MOST_PAGES = 400
OF_REPORT = {"113", "20", "23", "2026", "11", "00"}
"""The room, the size of small towns, and the moment at which the demo published its report."""
NUMBERS = {
    REPORT: OF_REPORT,
    PARTNERSHIP: OF_REPORT | {"10"},
    PROJECT: {"2012", "3", "8"},
}
"""The partnership has ten parties, and lists the report; the project has three partners, eight beneficiaries and the
year of its end."""
OWN_TELLING = frozenset(
    re.findall(
        r"\w+",
        "dwóch grup imieniu komponent komponenty listopada listu napisano następują notatce "
        "obejmuje obszary opisy podpisanej podpisaniu podpisał pokazują produktu produkty roboczej "
        "rysunkami skierowany wizerunków wybiera zastąpiono ściśle gmin gminy strony dziewięć "
        "miejsce podpisania kogo kolejności bez osób ",
    )
)
"""Words with which the report joins the facts: none of them tells another."""


@dataclass(frozen=True)
class Page:
    """A page as fetched: its main part as a tree and as text, and where its links lead."""

    address: str
    main: Any
    text: str
    links: frozenset[str]


@dataclass(frozen=True)
class Crawl:
    """All pages and files that can be reached, and which addresses are those of sample things and of the record."""

    pages: dict[str, Page]
    files: dict[str, str]
    samples: tuple[str, ...]
    founding: tuple[str, ...]


@pytest.fixture(scope="module")
def crawl(furnished: Furnish, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """The demo as a visitor finds it right after the loading, in Polish."""
    settings = furnished(make_settings(tmp_path_factory.mktemp("demo")))
    app = create_app(settings, {"TESTING": True, "SERVER_NAME": "localhost"})
    app.test_client_class = InspectingClient
    with time_machine.travel(NOW, tick=False):
        with app.app_context(), writing() as db:
            drawn = drawings.placeholders(shelf_folder(), founding_news.figures())
            load(db, site(), Access(sign_in.EMAIL, "", "no hash"), NOW, pictures=drawn)
            told = sample_addresses(db), founding_addresses(db)
        pages, files = follow(app.test_client())
    close(app)
    return Crawl(pages, files, *told)


def sample_addresses(db: orm.Session) -> tuple[str, ...]:
    """How the addresses of pages about sample things begin."""
    events = db.scalars(select(Event.slug).where(Event.sample)).all()
    forums = db.scalars(select(Forum.slug).where(Forum.sample)).all()
    partnerships = db.scalars(select(Partnership.slug).where(Partnership.sample)).all()
    return (
        *(f"/{room}/{slug}" for slug in events for room in ("trainings", "sign-up")),
        *(f"/forum/{slug}" for slug in forums),
        *(f"/partnerships/{slug}" for slug in partnerships),
        *(f"/projects/{slug}" for slug in db.scalars(select(Project.slug).where(Project.sample))),
    )


def founding_addresses(db: orm.Session) -> tuple[str, ...]:
    """How the addresses of pages about the stories begin."""
    return (
        RECORD,
        REPORT,
        PARTNERSHIP,
        PROJECT,
        *(f"/forum/{slug}" for slug in db.scalars(select(Forum.slug).where(~Forum.sample))),
    )


def follow(client: Any) -> tuple[dict[str, Page], dict[str, str]]:
    """Fetch everything that can be reached by links; every page is inspected by the client."""
    waiting, pages, files = list(STARTS), {}, {}
    while waiting:
        address = waiting.pop()
        if address in pages or address in files:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status}"
        if answer.mimetype != "text/html":
            files[address] = answer.get_data(as_text=True)
            continue
        pages[address] = page = read(address, answer.get_data(as_text=True))
        waiting += page.links
        assert len(pages) < MOST_PAGES
    return pages, files


def read(address: str, html: str) -> Page:
    """The page's main part and links within the site."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    main = root.find(".//main")
    assert main is not None, address
    found = (urldefrag(urljoin(address, link.get("href", "")))[0] for link in root.iter("a"))
    inside = (urlsplit(link) for link in found)
    own = {
        link._replace(scheme="", netloc="").geturl() for link in inside if link.netloc in ("", "localhost")
    }
    links = frozenset(link for link in own if link.startswith("/") and not ELSEWHERE.fullmatch(link))
    return Page(address, main, text_of(main), links)


def text_of(element: Any) -> str:
    """The visible text, with plain spaces, one piece in a line."""
    return "\n".join(" ".join(piece.split()) for piece in element.itertext() if piece.strip())


def words(text: str) -> set[str]:
    """The words and numbers of a text, in lower case."""
    return set(re.findall(r"[^\W\d_]+|\d+", text.lower()))


def names_of_people() -> set[str]:
    """Everybody whom the stories name."""
    told = samples.read("facts.toml")
    seen = [one for picture in told["photographs"] for one in picture["seen"]]
    led = [one["speaker"] for day in told["training"]["days"] for one in day["sessions"] if "speaker" in one]
    return {one["name"] for one in (*seen, *led) if "name" in one}


def names_of_bodies() -> set[str]:
    """Organisations, the project, the forum and the pilot, as the stories print them."""
    told = samples.read("facts.toml")
    printed = {name for one in facts.written().organisations for name in (one.name, one.printed_as) if name}
    others = {told["project"]["title"], told["forum"]["name"], told["pilot"]["name"]}
    return printed | others | {told["partnership"]["working_name"]}


def named_on(text: str, names: set[str]) -> set[str]:
    """Which of the names stand in the text, as whole words."""
    plain = " ".join(text.split())
    return {name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)}


def is_about(address: str, beginnings: tuple[str, ...]) -> bool:
    return any(re.match(rf"{re.escape(beginning)}(?![\w-])", address) for beginning in beginnings)


def test_the_crawl_finds_the_whole_demo(crawl: Crawl) -> None:
    events = [one for one in (*samples.events(), samples.edition()) if one.visibility != "draft"]
    assert {f"/trainings/{one.slug}" for one in events} <= crawl.pages.keys()
    assert {RECORD, REPORT, PARTNERSHIP, PROJECT} <= crawl.pages.keys()
    assert len([one for one in crawl.pages if is_about(one, crawl.founding)]) == 6
    assert any(is_about(one, ("/sign-up",)) for one in crawl.pages)
    assert any(one.endswith(".ics") for one in crawl.files)


def test_a_draft_is_nowhere(crawl: Crawl) -> None:
    draft = next(one for one in samples.events() if one.visibility == "draft")
    everything = [page.text for page in crawl.pages.values()] + list(crawl.files.values())
    assert not any(draft.title in text for text in everything)


def test_every_page_of_a_sample_thing_says_so(crawl: Crawl) -> None:
    unmarked = [
        one.address
        for one in crawl.pages.values()
        if is_about(one.address, crawl.samples) and MARK not in one.text.lower()
    ]
    assert not unmarked


def test_every_sample_thing_in_a_list_says_so(crawl: Crawl) -> None:
    listed = 0
    for page in crawl.pages.values():
        if is_about(page.address, crawl.samples):
            continue
        for item in page.main.iter("li"):
            links = [link.get("href", "") for link in item.iter("a")]
            if any(is_about(urlsplit(link).path, crawl.samples) for link in links):
                listed += 1
                assert MARK in text_of(item).lower(), f"{page.address}: {text_of(item)}"
    assert listed >= 15


def test_pages_of_the_stories_are_not_marked_as_samples(crawl: Crawl) -> None:
    for page in crawl.pages.values():
        if is_about(page.address, crawl.founding):
            assert MARK not in page.text.lower(), page.address


def test_the_people_of_the_stories_stand_on_the_record_and_in_the_captions_only(crawl: Crawl) -> None:
    found = {one.address: named_on(one.text, names_of_people()) for one in crawl.pages.values()}
    assert {address: names for address, names in found.items() if names} == {
        RECORD: {"Marek Wójcik", "Radosław Stępień"},
        REPORT: {"Mariusz Bądzior", "Kazimiera Gotkowicz", "Tomasz Baliński", "Olga Kołoszczcyk"},
    }


def test_the_bodies_of_the_stories_stand_on_their_pages_and_in_lists_only(crawl: Crawl) -> None:
    for page in crawl.pages.values():
        named = named_on(page.text, names_of_bodies())
        if named and not is_about(page.address, crawl.founding):
            assert leads_to(page, crawl.founding), f"{page.address} names {named}"
            known = {"Stowarzyszenie Powiatów i Gmin Dorzecza Bzury", facts.written().forum.name}
            lists = {
                "/news/": {"Powiat Sieradzki", "Sieradzkie+"},
                "/partnerships/": {"Sieradzkie+"},
                "/projects/": {facts.written().project_title},
            }
            in_list = lists.get(page.address, set())
            assert named <= known | in_list, page.address


def test_nobody_is_said_to_have_run_the_training_or_the_forum(crawl: Crawl) -> None:
    """The project's leader keeps the record of the training, leads the project, and that is all that is said."""
    keeper = "Stowarzyszenie Powiatów i Gmin Dorzecza Bzury"
    said = [
        one for one in crawl.pages.values() if is_about(one.address, crawl.founding) and keeper in one.text
    ]
    assert {page.address for page in said} == {RECORD, PROJECT}
    assert f"Zapis prowadzi\n{keeper}" in crawl.pages[RECORD].text
    assert f"Lider\n{keeper}" in crawl.pages[PROJECT].text


def leads_to(page: Page, beginnings: tuple[str, ...]) -> bool:
    """Whether the page lists one of these things, or would for a filter that it offers."""
    return page.address in STARTS or any(is_about(link, beginnings) for link in page.links)


def test_no_file_names_anybody_or_anything_of_the_stories(crawl: Crawl) -> None:
    for address, text in crawl.files.items():
        if address == FEED:  # it holds the report
            assert not named_on(text, names_of_people())
            continue
        unfolded = text.replace("\r\n ", "")
        assert not named_on(unfolded, names_of_people() | names_of_bodies()), address


def test_every_word_of_the_stories_pages_is_a_fact_or_the_site_s_own(crawl: Crawl) -> None:
    allowed = facts_in_words() | own_words() | OWN_TELLING
    for page in crawl.pages.values():
        if is_about(page.address, crawl.founding):
            invented = {one for one in words(page.text) if not one.isdecimal()} - allowed
            assert not invented, f"{page.address}: {sorted(invented)}"


def test_every_number_on_the_stories_pages_is_a_fact(crawl: Crawl) -> None:
    """Of the days, 1 and 2; the only others are the site's counts of what is listed, which are one each."""
    for page in crawl.pages.values():
        if is_about(page.address, crawl.founding):
            numbers = {one for one in words(page.text) if one.isdecimal()}
            assert numbers <= NUMBERS.get(page.address, {"1", "2"}), page.address


def test_what_the_story_does_not_say_of_the_project_is_said_to_be_unknown(crawl: Crawl) -> None:
    """No beginning; nothing at all of who pays; the end as far as it is known."""
    page = crawl.pages[PROJECT]
    assert "Początek\nnie podano" in page.text
    assert "Koniec\npaździernik 2012 r." in page.text.replace("\u00a0", " ")
    assert "Finansowanie" not in page.text


def test_what_the_story_does_not_say_of_the_partnership_is_said_to_be_unknown(crawl: Crawl) -> None:
    """Neither a leader nor a day nor a signatory nor a result; and nobody signed by standing in a photograph."""
    page = crawl.pages[PARTNERSHIP]
    for unknown in ("Lider", "Data podpisania", "Podpisy"):
        assert f"{unknown}\nnie podano" in page.text
    assert "Wynik wyboru\njeszcze nieznany" in page.text
    assert not named_on(page.text, names_of_people())


def test_each_photograph_is_told_from_the_left_and_drawn_as_a_placeholder(crawl: Crawl) -> None:
    page = crawl.pages[REPORT]
    alts = [image.get("alt", "") for image in page.main.iter("img")]
    told = samples.read("facts.toml")["photographs"]
    assert len(alts) == len(told) == 3
    for alt, photo in zip(alts, told, strict=True):
        places = [alt.find(one.get("post") or one["people"]) for one in photo["seen"]]
        assert -1 not in places
        assert places == sorted(places)
        assert photo.get("where", "") in alt
    assert "Zdjęcia zastąpiono rysunkami" in page.text


def facts_in_words() -> set[str]:
    """The words of the facts, of the two dates, and of the sentence that names the source."""
    told = facts.written()
    known = (*(day.date for day in told.training_days), facts.story()["project"]["ends"])
    dates = [PartialDate.from_iso(one).spoken("pl") for one in known]
    return words(
        " ".join(
            [
                facts.FILE.read_text(encoding="utf-8"),
                founding.SOURCE,
                founding_partnership.SOURCE,
                founding_project.SOURCE,
                *dates,
            ]
        )
    )


def own_words() -> set[str]:
    """The words of the interface: all messages of the Polish catalogues, and its months."""
    messages = catalogue("pl")._catalog.values()  # type: ignore[attr-defined]
    return words(" ".join(str(one) for one in messages)) | {"lip"}
