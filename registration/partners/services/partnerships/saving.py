"""A partnership's own texts: making it, changing it, publishing, hiding, deleting."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import orm, select

from registration.core.text import search_key, slug, sort_key
from registration.partners.errors.partnership import (
    AddressTaken,
    FrameKindMissing,
    NoPartyYet,
    PartnershipPublished,
    ProjectOfOthers,
    WorkingNameMissing,
)
from registration.partners.models import FrameKind, Partnership, PartnershipStatus, Project, StatusStep
from registration.partners.services import texts
from registration.partners.services.partnerships.changing import Editing, changing, locked
from registration.partners.services.partnerships.noting import facts, note

_SEARCH_LIMIT = 800


@dataclass(frozen=True)
class PartnershipCommand:
    """The texts as typed. An empty `slug` asks for one made from the working name."""

    working_name: str
    full_name: str = ""
    headline: str = ""
    slug: str = ""
    purpose: str = ""
    frame_kind: FrameKind | None = None
    frame_name: str = ""
    frame_aim: str = ""
    frame_audience: str = ""
    areas: str = ""
    source: str = ""
    project_id: int | None = None


def make_partnership(
    db: orm.Session, organisation_id: int, command: PartnershipCommand, editing: Editing
) -> Partnership:
    """A new partnership, an idea that only the desk sees; `editing` names nothing but who and when.

    Raises WorkingNameMissing, FrameKindMissing, AddressTaken, ProjectOfOthers, TextTooLong at the field.
    """
    made = Partnership(
        organisation_id=organisation_id,
        status=PartnershipStatus.IDEA,
        created_at=editing.now,
        updated_at=editing.now,
    )
    _fill(db, made, command)
    made.steps.append(StatusStep(status=PartnershipStatus.IDEA, noted_at=editing.now))
    db.add(made)
    db.flush()
    told = {name: value for name, value in facts(made).items() if value}
    note(db, made, editing.actor, "partnership.made", ({}, told), editing.now)
    return made


def change_partnership(db: orm.Session, editing: Editing, command: PartnershipCommand) -> None:
    """Change the texts. Raises NoSuchPartnership, PartnershipChanged and what `make_partnership` raises."""
    with changing(db, editing, "partnership.changed") as known:
        _fill(db, known, command)


def publish(db: orm.Session, editing: Editing) -> None:
    """Show it to everybody. Raises NoPartyYet, NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.published") as known:
        if not known.parties:
            raise NoPartyYet
        known.published_at = known.published_at or editing.now


def hide(db: orm.Session, editing: Editing) -> None:
    """Show it to the desk alone. Raises NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.hidden") as known:
        known.published_at = None


def delete_partnership(db: orm.Session, editing: Editing) -> None:
    """Delete it with everything in it; its history stays. Raises PartnershipPublished, NoSuchPartnership,
    PartnershipChanged."""
    known = locked(db, editing)
    if known.is_published:
        raise PartnershipPublished
    note(db, known, editing.actor, "partnership.deleted", (facts(known), {}), editing.now)
    for component in known.components:
        component.needs = None
    db.flush()
    db.delete(known)
    db.flush()


def _fill(db: orm.Session, partnership: Partnership, command: PartnershipCommand) -> None:
    told: dict[str, Any] = {
        "working_name": texts.required(command.working_name, WorkingNameMissing, texts.NAME),
        **{
            name: texts.line(getattr(command, name), name) for name in ("full_name", "headline", "frame_name")
        },
        **{name: texts.prose(getattr(command, name), name) for name in ("purpose", "frame_aim", "source")},
        **{name: texts.prose(getattr(command, name), name) for name in ("frame_audience", "areas")},
    }
    if told["frame_name"] and command.frame_kind is None:
        raise FrameKindMissing
    told["frame_kind"] = command.frame_kind if told["frame_name"] else None
    with db.no_autoflush:
        told["project"] = _project(db, partnership, command.project_id)
        told["slug"] = _address(db, partnership, command.slug or told["working_name"], bool(command.slug))
    for name, value in told.items():
        setattr(partnership, name, value)
    words = " ".join((told["working_name"], told["full_name"], told["headline"], told["frame_name"]))
    partnership.search_key = search_key(words)[:_SEARCH_LIMIT]
    partnership.sort_key = sort_key(told["working_name"])


def _project(db: orm.Session, partnership: Partnership, project_id: int | None) -> Project | None:
    found = db.get(Project, project_id) if project_id is not None else None
    if project_id is not None and (found is None or found.organisation_id != partnership.organisation_id):
        raise ProjectOfOthers
    return found


def _address(db: orm.Session, partnership: Partnership, text: str, typed: bool) -> str:
    """A free address: as typed, or made from the name ("Sieradzkie+": sieradzkie-plus). An address that was given
    once stays, whatever the name becomes: links to it are out."""
    if not typed and partnership.slug:
        return partnership.slug
    wanted = slug(text, fallback="partnerstwo")
    begin_so = select(Partnership.slug).where(Partnership.slug.startswith(wanted, autoescape=True))
    taken = {one for one in db.scalars(begin_so) if one != partnership.slug}
    if typed and wanted in taken:
        raise AddressTaken
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)
