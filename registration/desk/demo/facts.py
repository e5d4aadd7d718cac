"""Reading facts.toml: what the founding stories say, as values. What they do not say is empty or None."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("facts.toml")


@dataclass(frozen=True)
class OrganisationFact:
    """An institution that a story names; `kind` in the words of the public register."""

    key: str
    kind: str
    name: str
    printed_as: str = ""
    teryt: str | None = None
    size: str = ""


@dataclass(frozen=True)
class SpeakerFact:
    """Who led a session; `of` is the key of an organisation."""

    name: str
    post: str
    of: str


@dataclass(frozen=True)
class SessionFact:
    """A part of the training, without times."""

    title: str
    kind: str = ""
    speaker: SpeakerFact | None = None


@dataclass(frozen=True)
class DayFact:
    """A day of which the month and the day are known ("07-01")."""

    date: str
    sessions: tuple[SessionFact, ...]


@dataclass(frozen=True)
class ForumFact:
    """The forum, whether the project is its host, and the kinds of its meetings."""

    name: str
    genitive: str
    purpose: str
    host_project: bool
    meetings: list[str]


@dataclass(frozen=True)
class Facts:
    """What the demo tells of the two stories."""

    organisations: tuple[OrganisationFact, ...]
    project_title: str
    project_leader: str
    training_title: str
    training_days: tuple[DayFact, ...]
    forum: ForumFact


@cache
def story() -> Mapping[str, Any]:
    """All that is written, as it stands there: pilot, partnership, photographs, project."""
    return tomllib.loads(FILE.read_text())


@cache
def written() -> Facts:
    """The facts. Raises TypeError for a key that nobody has thought of, KeyError for a missing one."""
    told = story()
    return Facts(
        organisations=tuple(OrganisationFact(**one) for one in told["organisations"]),
        project_title=told["project"]["title"],
        project_leader=told["project"]["leader"],
        training_title=told["training"]["title"],
        training_days=tuple(_day(one) for one in told["training"]["days"]),
        forum=ForumFact(**told["forum"]),
    )


def _day(told: dict[str, Any]) -> DayFact:
    return DayFact(told["date"], tuple(_session(one) for one in told["sessions"]))


def _session(told: dict[str, Any]) -> SessionFact:
    speaker = told.get("speaker")
    return SessionFact(told["title"], told.get("kind", ""), SpeakerFact(**speaker) if speaker else None)
