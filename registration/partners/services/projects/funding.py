"""Who pays for a project: the sentence, the figures, the logos."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import orm

from registration.files import services as files
from registration.files.receiving import ReceivedPicture
from registration.files.services import Uploader
from registration.partners.errors.project import (
    LogoNotDescribed,
    MoreThanValue,
    NoScheme,
    NoSuchProjectPart,
    NotAnAmount,
    SentenceMissing,
    TooManyLogos,
)
from registration.partners.models import FundingLogo, FundingScheme, Project
from registration.partners.services import texts
from registration.partners.services.ordering import counted, moved, one_of
from registration.partners.services.projects.changing import Editing, changing

MOST_LOGOS = 8
_TOO_MUCH = Decimal(10) ** 9
_GROSZ = Decimal("0.01")


@dataclass(frozen=True)
class FundingCommand:
    """As typed; amounts are PLN, None where they are not known."""

    sentence: str
    number: str = ""
    value: Decimal | None = None
    contribution: Decimal | None = None


def set_funding(db: orm.Session, editing: Editing, command: FundingCommand) -> None:
    """Say who pays. Raises SentenceMissing, NotAnAmount, MoreThanValue, TextTooLong at the field, NoSuchProject,
    ProjectChanged."""
    with changing(db, editing, "project.funding_set") as known:
        sentence = texts.prose(command.sentence, "sentence")
        if not sentence:
            raise SentenceMissing
        value, contribution = _amount(command.value, "value"), _amount(command.contribution, "contribution")
        if value is not None and contribution is not None and contribution > value:
            raise MoreThanValue
        scheme = known.funding or FundingScheme()
        scheme.sentence, scheme.number = sentence, texts.line(command.number, "number")
        scheme.value, scheme.contribution = value, contribution
        known.funding = scheme


def remove_funding(db: orm.Session, editing: Editing) -> None:
    """Nobody pays, or nobody knows: sentence, figures and logos go. Raises NoSuchProject, ProjectChanged."""
    with changing(db, editing, "project.funding_removed") as known:
        known.funding = None


def add_logo(db: orm.Session, editing: Editing, received: ReceivedPicture, alt: str) -> None:
    """One more logo, at the end. Raises NoScheme, LogoNotDescribed, TooManyLogos, TextTooLong, NoSuchProject,
    ProjectChanged."""
    with changing(db, editing, "project.logo_added") as known:
        logos, told = _logos(known), texts.required(alt, LogoNotDescribed)
        if len(logos) >= MOST_LOGOS:
            raise TooManyLogos(most=MOST_LOGOS)
        uploader = Uploader(editing.actor.id, editing.actor.name)
        picture = files.keep_picture(db, received, uploader, now=editing.now)
        logos.append(FundingLogo(picture=picture, alt=told))
        counted(logos)


def change_logo(db: orm.Session, editing: Editing, logo_id: int, alt: str) -> None:
    """Other words for it. Raises LogoNotDescribed, NoSuchProjectPart, TextTooLong, NoSuchProject, ProjectChanged."""
    with changing(db, editing, "project.logo_changed") as known:
        one_of(_logos(known), logo_id, NoSuchProjectPart).alt = texts.required(alt, LogoNotDescribed)


def move_logo(db: orm.Session, editing: Editing, logo_id: int, by: int) -> None:
    """Up (-1) or down (1) in the prescribed order. Raises NoSuchProjectPart, NoSuchProject, ProjectChanged."""
    with changing(db, editing, "project.logos_ordered") as known:
        logos = _logos(known)
        moved(logos, one_of(logos, logo_id, NoSuchProjectPart), by)


def remove_logo(db: orm.Session, editing: Editing, logo_id: int) -> None:
    """It leaves the strip; its bytes go by the sweep. Raises NoSuchProjectPart, NoSuchProject, ProjectChanged."""
    with changing(db, editing, "project.logo_removed") as known:
        logos = _logos(known)
        logos.remove(one_of(logos, logo_id, NoSuchProjectPart))
        db.flush()
        counted(logos)


def _logos(project: Project) -> list[FundingLogo]:
    if project.funding is None:
        raise NoScheme
    return project.funding.logos


def _amount(typed: Decimal | None, field: str) -> Decimal | None:
    if typed is None:
        return None
    if not typed.is_finite() or not 0 < typed < _TOO_MUCH or typed.quantize(_GROSZ) <= 0:
        raise NotAnAmount(field=field)
    return typed.quantize(_GROSZ)
