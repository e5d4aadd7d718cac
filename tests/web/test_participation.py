"""Which institutions took part in a project's events, how often, which never came: on a page and in a file."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

from registration.core import clock
from registration.partners.models import ProjectRole
from registration.signup.states import RegistrationState
from tests.factories import accounts, organisation
from tests.factories import projects as make
from tests.factories.mailings import participant
from tests.factories.trainings import event
from tests.statements import Statements


@pytest.fixture
def owner(db):
    return organisation(db)


@pytest.fixture
def known(db, owner):
    made = make.project(db, owner=owner)
    make.party(db, made, organisation(db, name="Powiat Łowicki"), ProjectRole.LEADER)
    make.party(db, made, organisation(db, name="Powiat Kutnowski"), ProjectRole.BENEFICIARY)
    db.commit()
    return made


@pytest.fixture
def organiser(client, db, owner):
    accounts.sign_in(client, accounts.organiser(db, owner))
    db.commit()
    return client


def held(db, known, start):
    return event(db, organisation=known.organisation, project=known, start=start)


def people(db, of, institution, number=1, **values):
    for _one in range(number):
        participant(db, of, organisation_id=institution.id if institution else None, **values)


def address(known):
    return f"/desk/participants/projects/{known.id}"


def row(page, name):
    """The figures of an institution's line."""
    [line] = [one for one in page.split("<tr>") if f'<th scope="row">{name}' in one]
    return [part.split("<")[0] for part in line.split('class="number">')[1:]]


def test_events_and_people_are_counted_per_institution_and_those_who_never_came_are_named(
    organiser, db, known
):
    lowicki, guest = known.parties[0].organisation, organisation(db, name="Gmina Gościnna")
    first, second = (held(db, known, datetime(year, 3, 3, 9, tzinfo=UTC)) for year in (2024, 2025))
    people(db, first, lowicki, 2)
    people(db, second, lowicki)
    people(db, second, guest)
    db.commit()
    page = organiser.get(address(known)).text
    assert row(page, "Powiat Łowicki") == ["2", "3"]
    assert row(page, "Gmina Gościnna") == ["1", "1"]
    assert "spoza projektu" in page
    never = page[page.index("Kto nie był ani razu") :].replace("\u00a0", " ")
    assert "Powiat Kutnowski" in never
    assert "Powiat Łowicki" not in never


def test_a_year_counts_its_own_events_by_the_clocks_of_their_zone(organiser, db, known):
    lowicki = known.parties[0].organisation
    people(db, held(db, known, datetime(2024, 12, 31, 23, 30, tzinfo=UTC)), lowicki)
    people(db, held(db, known, datetime(2024, 5, 5, 9, tzinfo=UTC)), lowicki)
    db.commit()
    assert row(organiser.get(address(known) + "?year=2025").text, "Powiat Łowicki") == ["1", "1"]
    assert row(organiser.get(address(known) + "?year=2024").text, "Powiat Łowicki") == ["1", "1"]
    assert "Powiat Łowicki" in organiser.get(address(known) + "?year=2023").text.replace("\u00a0", " ")


@pytest.mark.parametrize("year", ["", "x", "٢٠٢٤", "99999", "-1"])
def test_what_is_no_year_asks_for_all_of_them(organiser, db, known, year):
    people(db, held(db, known, datetime(2024, 5, 5, 9, tzinfo=UTC)), known.parties[0].organisation)
    db.commit()
    assert row(organiser.get(address(known), query_string={"year": year}).text, "Powiat Łowicki") == [
        "1",
        "1",
    ]


def test_who_resigned_who_waits_and_events_to_come_do_not_count(organiser, db, known):
    lowicki = known.parties[0].organisation
    past = held(db, known, datetime(2024, 5, 5, 9, tzinfo=UTC))
    for state in (RegistrationState.WITHDRAWN, RegistrationState.WAITING):
        people(db, past, lowicki, state=state)
    people(db, held(db, known, clock.now() + timedelta(days=9)), lowicki)
    people(db, event(db, organisation=known.organisation, start=datetime(2024, 5, 5, 9, tzinfo=UTC)), lowicki)
    db.commit()
    page = organiser.get(address(known)).text
    assert "Nie ma jeszcze żadnej instytucji" in page
    assert "Powiat Łowicki" in page.replace("\u00a0", " ")


def test_texts_that_nobody_has_linked_are_counted_apart_with_the_way_to_link_them(organiser, db, known):
    people(db, held(db, known, datetime(2024, 5, 5, 9, tzinfo=UTC)), None, 3)
    db.commit()
    page = organiser.get(address(known)).text
    assert "Niepowiązane: 3" in page
    assert "/desk/participants/institutions/" in page


def test_the_file_holds_the_same_and_a_name_that_looks_like_a_formula_stays_a_text(organiser, db, known):
    evil = organisation(db, name="=HYPERLINK(1)")
    people(db, held(db, known, datetime(2024, 5, 5, 9, tzinfo=UTC)), evil, 2)
    db.commit()
    answer = organiser.get(address(known) + "/participation.csv")
    told = answer.data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in told
    assert "Powiat Kutnowski" in told
    sheet = openpyxl.load_workbook(BytesIO(organiser.get(address(known) + "/participation.xlsx").data)).active
    found = {line[0]: (line[3], line[4]) for line in sheet.iter_rows(values_only=True, min_row=2)}
    assert found["=HYPERLINK(1)"] == (1, 2)
    assert found["Powiat Łowicki"] == (0, 0)
    assert organiser.get(address(known) + "/participation.exe").status_code == 404


def test_a_stranger_finds_nothing(client, db, known):
    accounts.sign_in(client, accounts.organiser(db, organisation(db)))
    db.commit()
    assert client.get(address(known)).status_code == 404
    assert client.get(address(known) + "/participation.csv").status_code == 404


def test_many_events_and_institutions_take_as_many_statements(app, organiser, db, known):
    counts = []
    for day in (1, 2):
        for number in range(2 * day):
            one = held(db, known, datetime(2024, day, 1 + number, 9, tzinfo=UTC))
            for _unit in range(4 * day):
                people(db, one, organisation(db, runs_events=False))
        db.commit()
        with Statements(app) as seen:
            organiser.get(address(known))
        counts.append(len(seen))
    assert counts[0] == counts[1]
