"""The register of local governments is taken over whole, again and again, and a wrong file not at all."""

from datetime import date

import pytest
from sqlalchemy import func, select

from registration.accounts.audit import Actor, history
from registration.partners.models import Organisation
from registration.partners.models import OrganisationKind as Kind
from registration.partners.services import EndCommand, OrganisationCommand, add_organisation, end_organisation
from registration.partners.services.register import errors, import_register, read
from tests import factories
from tests.factories import register
from tests.factories.trainings import NOON

ROWS = register.rows()
NEXT = "2025-01-01"
RURAL = next(row for row in ROWS if row.code.endswith("2") and len(row.code) == 7)
CITY = next(row for row in ROWS if row.code[2:] == "61011")
MIXED = next(row for row in ROWS if row.code.endswith("3"))


def taken(db, rows, day=register.DAY, encoding="utf-8"):
    outcome = import_register(db, read(register.written(rows, day=day, encoding=encoding)), now=NOON)
    db.expire_all()
    return outcome


def found(db, code):
    return db.scalars(select(Organisation).where(Organisation.teryt == code)).one()


def some():
    """A small register that is whole: each voivodeship with one county of two communes, and a city."""
    wanted = {f"{n:02}" for n in range(2, 33, 2)}
    first = [row for row in ROWS if row.code[:2] in wanted and row.code[2:4] in ("", "01", "61")]
    return [row for row in first if row.code[4:6] in ("", "01", "02")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_the_file_is_read_in_the_encodings_in_which_it_comes(encoding):
    told = read(register.written(ROWS, encoding=encoding))
    assert (told.day, told.rows, len(told.units)) == (date(2024, 1, 1), register.ROWS, register.UNITS)
    assert told.units[RURAL.code].name == RURAL.name
    assert len(ROWS) == register.ROWS + register.PARTS


def test_the_whole_register_comes_in_once_with_everybody_in_their_place(db):
    outcome = taken(db, ROWS)
    assert len(outcome.added) == register.UNITS
    counted = select(func.count(), func.count(Organisation.parent_id)).select_from(Organisation)
    assert tuple(db.execute(counted).one()) == (register.UNITS, register.UNITS - 16)
    commune = found(db, RURAL.code)
    assert commune.parent.teryt == RURAL.code[:4]
    assert commune.parent.name == f"Powiat {commune.parent.register_name.title()}"
    assert found(db, CITY.code).teryt_codes == (CITY.code[:4], CITY.code)
    assert found(db, CITY.code).parent.kind is Kind.VOIVODESHIP
    assert not db.scalar(select(func.count()).where(Organisation.runs_events))
    assert [line.action for line in history(db, ("organisation", commune.id))] == ["organisation.registered"]
    again = taken(db, ROWS)
    assert (again.added, again.renamed, again.ended, again.adopted) == ([], [], [], [])
    assert len(history(db, ("register", 0))) == 1


def test_renamed_units_keep_their_names_of_before_and_vanished_ones_end(db):
    rows = some()
    taken(db, rows)
    county = RURAL.code[:4]
    gone = next(row.code for row in rows if row.code[4:6] == "02" and row.code[-1] in "12")
    changed = register.renamed(register.without(rows, gone), county, "nowotarski")
    outcome = taken(db, changed, NEXT)
    one = found(db, county)
    former = one.name_on(date(2024, 12, 31))
    assert outcome.renamed == [(former, "Powiat Nowotarski")]
    assert (one.name, one.genitive) == ("Powiat Nowotarski", "Powiatu Nowotarskiego")
    assert len(outcome.ended) == 1
    assert found(db, gone).valid_until == date(2025, 1, 1)
    with pytest.raises(errors.OlderRegister):
        taken(db, rows)
    assert taken(db, changed, "2025-07-01").ended == []


def test_a_village_that_becomes_a_town_is_the_same_unit_and_a_new_one_exists_since(db):
    rows = some()
    rural = next(row for row in rows if row.code.endswith("2") and len(row.code) == 7)
    fresh = register.Row(f"{rural.code[:4]}992", "Nowa Gmina", "gmina wiejska")
    taken(db, rows)
    number = found(db, rural.code).id
    urban = register.Row(rural.code[:-1] + "3", rural.name, "gmina miejsko-wiejska")
    outcome = taken(db, [*register.without(rows, rural.code), urban, fresh], NEXT)
    assert (len(outcome.other_kind), len(outcome.added), outcome.ended) == (1, 1, [])
    assert found(db, urban.code).id == number
    assert found(db, urban.code).kind is Kind.MIXED_COMMUNE
    assert found(db, fresh.code).valid_from == date(2025, 1, 1)


def test_a_unit_that_was_entered_by_hand_is_adopted_with_all_that_was_typed(db):
    typed = OrganisationCommand(
        Kind.RURAL_COMMUNE,
        f"Gmina {RURAL.name}",
        short_name="Nasza gmina",
        genitive="Gminy Naszej",
        teryt=RURAL.code,
        email="urzad@gmina.example.pl",
        runs_events=True,
        domains=("gmina.example.pl",),
    )
    by = {"actor": Actor("user", 1, "Anna"), "now": NOON}
    known = add_organisation(db, typed, **by)
    stranger = factories.organisation(db, kind=Kind.RURAL_COMMUNE, teryt="3201992")
    rows = [row for row in ROWS if row.code[2:4] in ("", "01", "61")]
    outcome = taken(db, rows)
    assert (len(outcome.adopted), len(outcome.unknown)) == (1, 1)
    assert found(db, RURAL.code).id == known.id
    assert (known.name, known.genitive, known.email) == (typed.name, "Gminy Naszej", typed.email)
    assert (known.short_name, known.runs_events) == ("Nasza gmina", True)
    assert known.parent.teryt == RURAL.code[:4]
    assert stranger.is_valid
    end_organisation(db, known.id, EndCommand(date(2026, 1, 1)), **by)
    assert taken(db, rows).added == []


def cells(row, **others):
    """The row with other cells, as a line."""
    told = dict(zip(register.HEAD.split(";"), row.cells, strict=True)) | others
    return ";".join(told.values())


def file(line, at=3):
    lines = register.written(ROWS).decode().split("\r\n")
    return "\r\n".join([*lines[:at], line, *lines[at + 1 :]]).encode()


@pytest.mark.parametrize(
    ("content", "refusal", "told"),
    [
        (b"", errors.WrongColumns, {}),
        (b"PK\x03\x04\x00\x00", errors.NotText, {"line": 1}),
        (b"teryt,kind,name,parent\r\n", errors.WrongColumns, {"found": "teryt,kind,name,parent"}),
        (register.HEAD.encode(), errors.NotWhole, {"found": 0}),
        (register.written(ROWS[:900]), errors.NotWhole, {}),
        (register.written(ROWS[1:]), errors.Alone, {"line": 2}),
        (register.written(register.without(ROWS, CITY.code)), errors.Alone, {"code": CITY.code[:4]}),
        (register.written([*ROWS, RURAL]), errors.Twice, {"code": RURAL.code, "line": len(ROWS) + 2}),
        (file("02;01;01;1;Nowa"), errors.WrongNumberOfCells, {"line": 4, "column": "NAZWA", "found": 5}),
        (file(cells(RURAL, WOJ="2")), errors.WrongCode, {"line": 4, "column": "WOJ"}),
        (file(cells(RURAL, GMI="1")), errors.WrongCode, {"line": 4, "column": "GMI"}),
        (file(cells(RURAL, POW="")), errors.WrongCode, {"line": 4, "column": "POW"}),
        (file(cells(RURAL, RODZ="7")), errors.WrongKind, {"line": 4}),
        (file(cells(RURAL, GMI="")), errors.WrongKind, {"line": 4}),
        (file(cells(RURAL, NAZWA=" ")), errors.NoName, {"line": 4}),
        (file(cells(RURAL, STAN_NA="1.01.2024")), errors.WrongDay, {"line": 4}),
        (register.written(ROWS, day="1.01.2024"), errors.WrongDay, {"line": 2}),
        (b"x" * (9 * 1024 * 1024), errors.TooLarge, {}),
    ],
)
def test_a_wrong_file_is_refused_by_line_and_column(content, refusal, told):
    with pytest.raises(refusal) as refused:
        read(content)
    assert told.items() <= refused.value.values.items()


def test_a_register_in_which_hundreds_are_missing_ends_nobody(db):
    taken(db, ROWS)
    with pytest.raises(errors.TooManyVanish):
        taken(db, [row for row in ROWS if row.code[4:6] != "07"], NEXT)


def run(app, tmp_path, content, *words, language="pl"):
    path = tmp_path / "TERC.csv"
    path.write_bytes(content)
    return app.test_cli_runner(env={"LANGUAGE": language}).invoke(
        args=["partners", "import-terc", str(path), *words]
    )


def test_a_dry_run_says_what_would_change_and_changes_nothing(app, db, tmp_path):
    content = register.written(some())
    told = run(app, tmp_path, content, "--dry-run").output
    assert "Rejestr z dnia 1 stycznia 2024 r., wierszy: " in told.replace("\u00a0", " ")
    assert "To była próba: nic nie zostało zmienione." in told
    assert db.scalars(select(Organisation)).all() == []
    assert run(app, tmp_path, content).exit_code == 0
    db.rollback()
    number = len(db.scalars(select(Organisation)).all())
    assert f"Dodane: {number}" in told


def test_a_wrong_file_writes_nothing_and_says_what_to_do(app, db, tmp_path):
    answer = run(app, tmp_path, register.written([*some(), RURAL, RURAL]))
    assert answer.exit_code == 1
    assert "kolumna GMI" in answer.output
    assert "pobierz plik jeszcze raz" in answer.output
    assert db.scalars(select(Organisation)).all() == []
