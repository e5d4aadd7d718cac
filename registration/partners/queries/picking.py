"""Searching the list of institutions as people type: best matches first, a few of them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, or_, orm, select

from registration.core import mail_address
from registration.core.catalogue import LANGUAGES
from registration.core.mail_address import BadAddress
from registration.core.text import clean, search_key, sort_key
from registration.partners.labels import described
from registration.partners.models import Organisation
from registration.partners.queries.organisation import by_domain, with_parents

MOST = 12
LONGEST = 400
"""Characters of a search; the rest is not looked at."""
_MOST_WORDS = 12
_AROUND_NAMES = (
    "gmina gminy gminny miasto miasta miejska miejski wiejska miejsko urzad starostwo powiatowe pow woj na prawach "
    "powiatu stoleczne w we i m st commune rural urban county city with rights voivodeship of"
)
_BESIDES = frozenset(_AROUND_NAMES.split())
"""Words that people write around a name: they narrow nothing where another word does."""

_ORDER = Organisation.sort_key, Organisation.teryt, Organisation.id


@dataclass(frozen=True)
class Found:
    """The best matches, and whether there are more of them than these."""

    institutions: tuple[Organisation, ...] = ()
    more: bool = False


def search(db: orm.Session, typed: str) -> Found:
    """Institutions that exist: the exact name or code first, then names that begin so, then those with words that
    begin so, then the rest. Beside the name the county or voivodeship may be typed: "głowno zgierski"."""
    text = clean(typed[:LONGEST])
    words = search_key(text).split()[:_MOST_WORDS]
    if not words:
        return Found()
    telling = [word for word in words if word not in _BESIDES] or words
    rank = _rank(text, words, telling).label("rank")
    fitting = select(Organisation.id, rank).where(
        Organisation.valid_until.is_(None), or_(*map(_own, telling))
    )
    if len(telling) > 1:
        fitting = fitting.where(*(or_(_own(word), _above(word)) for word in telling))
    # The few first, then their counties: what is joined before it is sorted is joined for all that fit.
    best = fitting.order_by(rank, *_ORDER).limit(MOST + 1).subquery()
    wanted = select(Organisation).join(best, best.c.id == Organisation.id).order_by(best.c.rank, *_ORDER)
    found = list(db.scalars(wanted.options(*with_parents())))
    if "(" in text:  # a whole description, as the list shows it
        found.sort(key=lambda one: search_key(text) not in _descriptions(one))
    return Found(tuple(found[:MOST]), len(found) > MOST)


def _own(word: str) -> ColumnElement[bool]:
    """It stands in the institution's names, or begins its code."""
    return or_(
        Organisation.search_key.contains(word, autoescape=True),
        Organisation.teryt.startswith(word, autoescape=True),
    )


def _above(word: str) -> ColumnElement[bool]:
    """It stands in the name of the county or voivodeship in which the institution lies."""
    unit, higher = orm.aliased(Organisation), orm.aliased(Organisation)
    highest = select(higher.id).where(higher.search_key.contains(word, autoescape=True))
    within = or_(unit.search_key.contains(word, autoescape=True), unit.parent_id.in_(highest))
    return Organisation.parent_id.in_(select(unit.id).where(within))


def _rank(text: str, every: list[str], words: list[str]) -> ColumnElement[int]:
    """How well it fits: 0 is the code or the name itself, also of one that has a short name besides."""
    key, whole = Organisation.search_key, " ".join(every)
    named = Organisation.sort_key.startswith(f"{sort_key(text).partition(' ')[0]} ", autoescape=True)
    begins = (
        or_(key.startswith(word, autoescape=True), key.contains(f" {word}", autoescape=True))
        for word in words
    )
    return case(
        (or_(key == whole, Organisation.teryt == whole, named), 0),
        (key == " ".join(words), 1),
        (key.startswith(f"{whole} ", autoescape=True), 2),
        (key.startswith(whole, autoescape=True), 3),
        (key.startswith(words[0], autoescape=True), 4),
        (and_(*begins), 5),
        else_=6,
    )


def _descriptions(one: Organisation) -> set[str]:
    return {search_key(described(one, language)) for language in LANGUAGES}


def meant(db: orm.Session, typed: str) -> tuple[Organisation, ...]:
    """Those that bear exactly the typed description, name or code: several where namesakes do."""
    key, found = search_key(clean(typed[:LONGEST])), search(db, typed).institutions
    told = [one for one in found if key in _descriptions(one)]
    return tuple(told or [one for one in found if key in (search_key(one.name), *one.teryt_codes)])


def proposed_by_domain(db: orm.Session, typed: str) -> tuple[Organisation, ...]:
    """Those whose people write from a domain, as typed behind the "@"; nobody where anybody can have an address."""
    try:
        domain = mail_address.normalise(f"x@{typed.strip()}").partition("@")[2].lower()
    except BadAddress:
        return ()
    return () if mail_address.is_everybodys(domain) else tuple(by_domain(db, domain)[:MOST])


def choosable(db: orm.Session, organisation_id: int) -> Organisation | None:
    """The institution with what describes it, if it still exists."""
    wanted = select(Organisation).where(
        Organisation.id == organisation_id, Organisation.valid_until.is_(None)
    )
    return db.scalars(wanted.options(*with_parents())).one_or_none()
