"""Reading the made-up content: places.toml, edition.toml and events.toml, as values."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class SampleOrganisation:
    """An organisation that runs sample events."""

    key: str
    kind: str
    name: str
    genitive: str
    email: str


@dataclass(frozen=True)
class SampleVenue:
    """A made-up building; `owner` is the key of an organisation, access facts are None where not known."""

    key: str
    owner: str
    name: str
    street: str
    postcode: str
    town: str
    access_notes: str
    access_contact: str
    step_free: bool | None = None
    hearing_loop: bool | None = None
    accessible_toilet: bool | None = None
    disabled_parking: bool | None = None


@dataclass(frozen=True)
class Part:
    """A part of a day: it begins where the one before it ends (or, `parallel`, where that one begins), and lasts
    `minutes` of a stop-watch. Participants choose whether they take part in an `optional` one."""

    minutes: int
    title: str
    kind: str = "training"
    room: str = ""
    led_by: str = ""
    optional: bool = False
    parallel: bool = False


@dataclass(frozen=True)
class Helper:
    """Somebody who works at an event on all its days, and has calendar entries of it."""

    name: str
    duty: str
    email: str


@dataclass(frozen=True)
class SampleDay:
    """A day that begins at a time of the wall clock ("9:00")."""

    at: str
    programme: tuple[Part, ...]


@dataclass(frozen=True)
class SampleEvent:
    """An event in the words of its file, where the fields that say when it is are explained.

    `people` is how many have signed up, `cancelled` the reason of a cancellation, `addresses` those of people who
    lead, by their posts. With `copy_of`, the slug of another date of the same training that it was copied from.
    """

    slug: str
    kind: str
    title: str
    purpose: str
    audience: str
    owner: str
    days: tuple[SampleDay, ...]
    accessibility: str = ""
    cost: str = ""
    venue: str = ""
    online: str = ""
    capacity: int | None = None
    people: int = 0
    from_today: int = 0
    weekday: str = ""
    clock_change: bool = False
    opens: int | None = None
    closes: int | None = None
    cancelled: str = ""
    visibility: str = "published"
    copy_of: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    staff: tuple[Helper, ...] = ()

    @property
    def led_by(self) -> tuple[str, ...]:
        """The posts of those who lead, in the order of the programme, each once."""
        posts = (part.led_by for day in self.days for part in day.programme)
        return tuple(dict.fromkeys(post for post in posts if post))


def organisations() -> tuple[SampleOrganisation, ...]:
    """Those of places.toml."""
    return tuple(SampleOrganisation(**one) for one in read("places.toml")["organisations"])


def venues() -> tuple[SampleVenue, ...]:
    """Those of places.toml."""
    return tuple(SampleVenue(**one) for one in read("places.toml")["venues"])


def edition() -> SampleEvent:
    """The sample edition of the founding training."""
    return event(read("edition.toml"))


def events() -> tuple[SampleEvent, ...]:
    """Those of events.toml, the originals before their copies."""
    originals = {one["slug"]: event(one) for one in read("events.toml")["events"]}
    return (*originals.values(), *_copies(originals))


def _copies(originals: Mapping[str, SampleEvent]) -> Iterator[SampleEvent]:
    for told in read("events.toml")["copies"]:
        yield replace(originals[told["copy_of"]], **told)


def event(told: dict[str, Any]) -> SampleEvent:
    """One event. Raises TypeError for a key that nobody has thought of, or a missing one."""
    days = tuple(_day(one) for one in told["days"])
    staff = tuple(Helper(**one) for one in told.get("staff", ()))
    return SampleEvent(**{**told, "days": days, "staff": staff})


def _day(told: dict[str, Any]) -> SampleDay:
    return SampleDay(told["at"], tuple(Part(**part) for part in told["programme"]))


@cache
def read(name: str) -> dict[str, Any]:
    """One of the demo's .toml files."""
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)
