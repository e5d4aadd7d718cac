"""A project in the reader's words, for the public page, the desk and the pages of its events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from registration.core.partial_date import PartialDate
from registration.files.models import StoredFile
from registration.partners import labels
from registration.partners.models import (
    FundingLogo,
    FundingScheme,
    Organisation,
    OrganisationKind,
    Project,
    ProjectParty,
    ProjectRole,
)
from registration.partners.words.organisation import KINDS
from registration.partners.words.project import ROLES
from registration.web.language import language

ENDINGS = {"image/webp": "webp", "image/jpeg": "jpg", "image/png": "png"}
LOGO_HEIGHT = 60
"""CSS pixels in which every logo stands (static/css/projects.css)."""
_SAID_BY_NAME = frozenset({OrganisationKind.VOIVODESHIP, OrganisationKind.COUNTY, OrganisationKind.OTHER})


def day(known: PartialDate | None) -> str:
    """A date as far as it is known; "" where it is not."""
    return known.spoken(language()) if known else ""


def dates(known: Project) -> list[tuple[str, str, str]]:
    """(words, date in words, ISO date) of beginning and end; empty where they are not known."""
    ends = ((_("Begins"), known.starts_on), (_("Ends"), known.ends_on))
    return [(word, day(one), (one.iso or "") if one else "") for word, one in ends]


@dataclass(frozen=True)
class PartyLine:
    """An institution: its name, what it is and where, its name as printed."""

    id: int
    name: str
    about: str
    printed_as: str
    role: ProjectRole
    role_name: str


def party(one: ProjectParty, on: date | None = None) -> PartyLine:
    """`on`: the day of which the name is wanted; None for today's."""
    organisation = one.organisation
    name = organisation.name_on(on) if on else organisation.name
    printed = one.printed_as if one.printed_as != name else ""
    return PartyLine(one.id, name, about(organisation), printed, one.role, _(ROLES[one.role]))


def parties(known: Project) -> list[PartyLine]:
    """In the printed order, under the names of the project's last day where that is known."""
    on = known.ends_on.exact if known.ends_on else None
    return [party(one, on) for one in known.parties]


def about(organisation: Organisation) -> str:
    """Kind, county and voivodeship; the kind in words also of those that are no local governments."""
    told, kind = labels.about(organisation, language()), organisation.kind
    if organisation.is_local_government or kind in _SAID_BY_NAME:
        return told
    return ", ".join(part for part in (_(KINDS[kind]), told) if part)


@dataclass(frozen=True)
class Logo:
    """A mark in the strip: the address of its largest size, its sides in CSS pixels, its words."""

    id: int
    src: str
    webp: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Funding:
    """The strip: logos in their order, the sentence, and those figures that are known."""

    logos: list[Logo]
    sentence: str
    figures: list[tuple[str, str]]


def funding(scheme: FundingScheme | None) -> Funding | None:
    """What pages show of who pays; None for nothing."""
    if scheme is None:
        return None
    figures = (
        (_("Number of the agreement"), scheme.number),
        (_("Value of the project"), _money(scheme.value)),
        (_("Contribution of the scheme"), _money(scheme.contribution)),
    )
    told = [(word, value) for word, value in figures if value]
    return Funding([logo(one) for one in scheme.logos], scheme.sentence, told)


def logo(one: FundingLogo) -> Logo:
    """A mark, as wide as its height of LOGO_HEIGHT makes it."""
    largest = one.picture.fallback
    width = max(1, round(LOGO_HEIGHT * largest.width / largest.height))
    webp = [size.file for size in one.picture.of_type("image/webp")]
    return Logo(one.id, address(largest.file), _last(webp), width, LOGO_HEIGHT, one.alt)


def address(file: StoredFile) -> str:
    """Where a size of a logo is."""
    return url_for("projects.logo", sha256=file.sha256, ending=ENDINGS[file.media_type])


def _last(files: Iterable[StoredFile]) -> str:
    return next((address(file) for file in reversed(list(files))), "")


def _money(amount: object) -> str:
    return _("PLN %(amount)s", amount=format_decimal(amount, "#,##0.00")) if amount is not None else ""
