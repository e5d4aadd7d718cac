"""The public pages of projects, and what events say of the project that they belong to."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from registration.core import clock
from registration.core.partial_date import PartialDate
from registration.forum.commands import CreateForum
from registration.forum.services import create_forum
from registration.partners.models import OrganisationKind, ProjectRole
from registration.trainings.models import Visibility
from tests.factories import organisation
from tests.factories import projects as make
from tests.factories.trainings import NOON, event
from tests.statements import Statements


@pytest.fixture
def owner(db):
    return organisation(db, name="Stowarzyszenie Dorzecza", kind=OrganisationKind.ASSOCIATION)


@pytest.fixture
def whole(app, db, owner):
    known = make.whole(db, owner, Path(app.instance_path))
    db.commit()
    return known


def test_the_page_says_who_in_which_role_and_what_they_are_printed_as(client, whole):
    page = client.get(f"/projects/{whole.slug}").text
    assert "Stowarzyszenie Dorzecza" in page
    assert "stowarzyszenie" in page
    assert "w druku: miasto Skierniewice" in page.replace("\u00a0", " ")


def test_what_is_not_known_is_said_so(client, db, owner):
    bare = make.project(db, owner=owner, published_at=NOON, ends_on=PartialDate(2012, 10, None))
    make.party(db, bare)
    db.commit()
    page = client.get(f"/projects/{bare.slug}").text
    assert "październik 2012 r." in page.replace("\u00a0", " ")
    assert page.count("nie podano") >= 3  # the beginning, the leader, the goal
    assert "Finansowanie" not in page


def test_a_hidden_project_is_nowhere(client, db, owner):
    hidden = make.project(db, "Ukryty", owner=owner)
    db.commit()
    assert client.get(f"/projects/{hidden.slug}").status_code == 404
    assert "Ukryty" not in client.get("/projects/").text


def test_the_list_names_all_by_the_polish_alphabet(client, db, owner):
    for title in ("Żuławy", "Łódź", "Bzura"):
        make.party(db, make.project(db, title, owner=owner, published_at=NOON))
    db.commit()
    page = client.get("/projects/").text
    assert page.index("Bzura") < page.index("Łódź") < page.index("Żuławy")


def test_search_engines_read_what_is_known_and_nothing_else(client, whole):
    page = client.get(f"/projects/{whole.slug}").text
    told = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.S)[1])
    assert (told["@type"], told["name"]) == ("Project", whole.title)
    assert len(told["member"]) == 2
    assert "dissolutionDate" not in told


def test_who_has_the_page_gets_it_again_only_when_something_changed(client, db, whole):
    first = client.get(f"/projects/{whole.slug}")
    again = client.get(f"/projects/{whole.slug}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    whole.title = "Nowy tytuł"
    db.commit()
    renewed = client.get(f"/projects/{whole.slug}", headers={"If-None-Match": first.headers["ETag"]})
    assert renewed.status_code == 200


def test_events_of_the_project_come_next_and_past_apart_and_drafts_not_at_all(client, db, owner, whole):
    now = clock.now()
    event(db, title="Przyszłe", organisation=owner, project=whole, start=now + timedelta(days=9))
    event(db, title="Minione", organisation=owner, project=whole, start=now - timedelta(days=9))
    event(db, title="Szkic", organisation=owner, project=whole, visibility=Visibility.DRAFT)
    create_forum(db, CreateForum(owner.id, "Forum", "Forum", project_id=whole.id), make.ANNA, NOON)
    db.commit()
    page = client.get(f"/projects/{whole.slug}").text
    coming, past = page.index('id="coming-events"'), page.index('id="past-events"')
    assert coming < page.index("Przyszłe") < past < page.index("Minione")
    assert "Szkic" not in page
    assert 'id="forum"' in page


def test_an_event_says_which_project_it_belongs_to_and_who_pays(client, db, owner, whole):
    one = event(db, organisation=owner, project=whole)
    db.commit()
    page = client.get(f"/trainings/{one.slug}").text
    assert f"/projects/{whole.slug}" in page
    assert make.SENTENCE in page.replace("\u00a0", " ")
    assert 'alt="Fundusz Przykładowy"' in page
    assert "1 234 567,89" in page.replace("\u00a0", " ")


def test_an_event_of_a_hidden_project_says_who_pays_without_a_link(client, db, owner, whole):
    one = event(db, organisation=owner, project=whole)
    whole.published_at = None
    db.commit()
    page = client.get(f"/trainings/{one.slug}").text
    assert f"/projects/{whole.slug}" not in page
    assert make.SENTENCE in page.replace("\u00a0", " ")


def test_a_logo_is_served_while_a_scheme_shows_it(client, db, whole):
    page = client.get(f"/projects/{whole.slug}").text
    address = re.search(r'src="(/projects/logos/[^"]+)"', page)[1]
    with client.get(address) as found:
        assert (found.status_code, found.mimetype) == (200, "image/png")
    assert client.get(address.replace(".png", ".jpg")).status_code == 404
    db.refresh(whole)
    whole.funding = None
    db.commit()
    assert client.get(address).status_code == 404


def test_the_page_of_many_institutions_and_events_takes_as_many_statements(app, client, db, owner):
    counts = []
    for size in (2, 20):
        known = make.project(db, owner=owner, published_at=NOON)
        for number in range(size):
            make.party(db, known, role=list(ProjectRole)[1 + number % 2])
            event(db, organisation=owner, project=known)
        db.commit()
        with Statements(app) as seen:
            assert client.get(f"/projects/{known.slug}").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
