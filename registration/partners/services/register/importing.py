"""The register's units compared with the institutions, and taken over."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, orm, select

from registration.accounts.audit import PROGRAM, Actor, Noted, changes, lines_about, record_all
from registration.core.text import search_key
from registration.partners import naming, teryt
from registration.partners.models import COMMUNES, FormerName, Organisation, OrganisationKind
from registration.partners.services.organisations import tidying
from registration.partners.services.organisations.noting import facts
from registration.partners.services.register.errors import OlderRegister, TooManyVanish
from registration.partners.services.register.reading import Register, Unit

MOST_AT_ONCE = 50
"""Units that may vanish between two registers; in the register's history it was never more than a dozen."""
REGISTER = ("register", 0)
_DAY = "register_day"
_NAMED_IN_REFUSAL = 3
_LEVELS = (
    frozenset({OrganisationKind.VOIVODESHIP}),
    frozenset({OrganisationKind.COUNTY, OrganisationKind.CITY_COUNTY, OrganisationKind.CAPITAL}),
    COMMUNES,
)


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do. Names in the order of the register."""

    day: date
    rows: int
    units: int
    added: list[str] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    other_kind: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Entered by hand with a code that the register does not have; they are left as they are."""


def import_register(db: orm.Session, register: Register, *, now: datetime, actor: Actor = PROGRAM) -> Outcome:
    """Take the register over: all of it, or nothing. A second time it changes nothing.

    A renamed unit keeps its former name, one that is missing ends on the register's day, one that was entered by
    hand with its code is adopted with all that was typed. Raises OlderRegister, TooManyVanish.
    """
    return _Import(db, register, actor, now).run()


class _Import:
    """One import: the institutions by the part of their code that stays, and what happens to them."""

    def __init__(self, db: orm.Session, register: Register, actor: Actor, now: datetime) -> None:
        self.db, self.register, self.actor, self.now = db, register, actor, now
        self.day = register.day
        self.last_read = _last_read(db)
        self.ended_later = set(db.scalars(_ended_after(self.day)))
        self.held = {teryt.unit_key(one.teryt or ""): one for one in self._valid()}
        self.by_code: dict[str, Organisation] = {}
        self.outcome = Outcome(register.day, register.rows, len(register.units))
        self.before: dict[Organisation, dict[str, object]] = {}
        self.actions: dict[Organisation, str] = {}

    def _valid(self) -> list[Organisation]:
        loaded = orm.selectinload(Organisation.former_names), orm.selectinload(Organisation.domains)
        wanted = select(Organisation).where(
            Organisation.teryt.is_not(None), Organisation.valid_until.is_(None)
        )
        return list(self.db.scalars(wanted.options(*loaded).order_by(Organisation.teryt)))

    def run(self) -> Outcome:
        self._refuse_older()
        missing = self._missing()
        with self.db.no_autoflush:
            for level in _LEVELS:
                self._take(level)
            for one in missing:
                self._end(one)
            self.db.flush()
            self._note()
        return self.outcome

    def _refuse_older(self) -> None:
        if self.last_read and date.fromisoformat(self.last_read) > self.day:
            raise OlderRegister(day=self.day.isoformat(), known=self.last_read)

    def _missing(self) -> list[Organisation]:
        there = {teryt.unit_key(code) for code in self.register.units}
        gone = [one for key, one in self.held.items() if key not in there]
        missing = [one for one in gone if one.register_name]
        self.outcome.unknown.extend(_told(one) for one in gone if not one.register_name)
        if len(missing) > MOST_AT_ONCE:
            names = ", ".join(one.name for one in missing[:_NAMED_IN_REFUSAL])
            raise TooManyVanish(line=self.register.lines, number=len(missing), names=names)
        return missing

    def _take(self, level: frozenset[OrganisationKind]) -> None:
        """All units of one level. Flushed, so that those of the next one can point to them."""
        for unit in self.register.units.values():
            if unit.kind in level:
                known = self.held.get(teryt.unit_key(unit.code))
                if known is not None:
                    self.by_code[unit.code] = self._update(known, unit)
                elif unit.code not in self.ended_later:
                    self.by_code[unit.code] = self._add(unit)
        self.db.flush()

    def _add(self, unit: Unit) -> Organisation:
        """A new one. Since when it is there is known only if the register was read before."""
        name = naming.legal_name(unit.kind, unit.name)
        made = Organisation(
            kind=unit.kind,
            name=name,
            register_name=unit.name,
            teryt=unit.code,
            genitive=naming.genitive(unit.kind, name),
            locative=naming.locative(unit.kind, name),
            valid_from=self.day if self.last_read else None,
            parent=self._above(unit),
        )
        tidying.index(made)
        self.db.add(made)
        self.actions[made] = "organisation.registered"
        self.outcome.added.append(_told(made))
        return made

    def _above(self, unit: Unit) -> Organisation | None:
        return self.by_code.get(teryt.parent_code(unit.code) or "")

    def _update(self, known: Organisation, unit: Unit) -> Organisation:
        above = self._above(unit)
        same = known.register_name == unit.name and known.teryt == unit.code
        if same and known.kind is unit.kind and known.parent_id == (above.id if above else None):
            return known
        self._remember(known, "organisation.followed")
        if not known.register_name:
            self._adopt(known, unit)
        elif naming.legal_name(unit.kind, known.register_name) != naming.legal_name(unit.kind, unit.name):
            self._rename(known, unit)
        if known.kind is not unit.kind:
            self.outcome.other_kind.append(f"{known.name} ({known.teryt} → {unit.code})")
        known.kind, known.teryt, known.parent, known.register_name = unit.kind, unit.code, above, unit.name
        tidying.index(known)
        return known

    def _adopt(self, known: Organisation, unit: Unit) -> None:
        """One entered by hand. Its name stays where it is the register's with more words; else it is what was
        printed somewhere."""
        self.outcome.adopted.append(_told(known))
        if set(search_key(unit.name).split()) <= set(search_key(known.name).split()):
            known.genitive = known.genitive or naming.genitive(unit.kind, known.name)
            known.locative = known.locative or naming.locative(unit.kind, known.name)
            return
        known.printed_as = known.printed_as or known.name
        _call(known, unit)

    def _rename(self, known: Organisation, unit: Unit) -> None:
        """A name that a person has entered before the register did, or for a later day, stays."""
        wanted, former = naming.legal_name(unit.kind, unit.name), known.former_names
        if known.name == wanted or (former and former[-1].until >= self.day):
            return
        self.outcome.renamed.append((known.name, wanted))
        former.append(FormerName(name=known.name, until=self.day))
        _call(known, unit)

    def _end(self, known: Organisation) -> None:
        self._remember(known, "organisation.ended")
        self.outcome.ended.append(_told(known))
        if known.valid_from is not None and known.valid_from >= self.day:
            known.valid_from = None
        known.valid_until = self.day

    def _remember(self, known: Organisation, action: str) -> None:
        self.before[known], self.actions[known] = facts(known), action
        known.edition += 1

    def _note(self) -> None:
        """What was done to each, in the history of each."""
        rows: list[Noted] = []
        for one, action in self.actions.items():
            before = self.before.get(one)
            sides = ({}, {"organisation_teryt": one.teryt}) if before is None else changes(before, facts(one))
            rows.append((action, ("organisation", one.id), sides))
        if rows or self.last_read != self.day.isoformat():
            rows.append(("register.read", REGISTER, ({}, {_DAY: self.day.isoformat()})))
        record_all(self.db, self.actor, rows, now=self.now)


def _last_read(db: orm.Session) -> str:
    """The day of the register that was read last; "" for none."""
    line = db.scalars(lines_about(REGISTER).limit(1)).first()
    return str(line.after[_DAY]) if line else ""


def _ended_after(day: date) -> Select[str | None]:
    """Codes of units that ended later than the register's day: it still has them, and they are not added anew."""
    return select(Organisation.teryt).where(Organisation.teryt.is_not(None), Organisation.valid_until > day)


def _call(known: Organisation, unit: Unit) -> None:
    """Give it the register's name. Forms of the former one would be wrong: only certain ones take their place."""
    known.name = naming.legal_name(unit.kind, unit.name)
    known.genitive = naming.genitive(unit.kind, known.name)
    known.locative = naming.locative(unit.kind, known.name)


def _told(one: Organisation) -> str:
    return f"{one.name} ({one.teryt})"
