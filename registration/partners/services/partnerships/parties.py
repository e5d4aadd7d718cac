"""Who takes part, in the printed order."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import orm, select

from registration.partners.errors.partnership import (
    InstitutionNotNamed,
    NobodyToAdd,
    NoCounty,
    PartyReferenced,
    PartyTwice,
    SecondLeader,
)
from registration.partners.models import (
    COMMUNES,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipParty,
    PartyRole,
)
from registration.partners.queries import in_order
from registration.partners.services import texts
from registration.partners.services.organisations.finding import Meant, unit_meant
from registration.partners.services.partnerships.changing import Editing, changing, counted, moved, own
from registration.partners.services.partnerships.noting import document_line, signatory_line


@dataclass(frozen=True)
class PartyCommand:
    """`printed_as` is the name in the document, empty where it is the legal one."""

    role: PartyRole = PartyRole.PARTY
    printed_as: str = ""


def add_party(db: orm.Session, editing: Editing, meant: Meant, command: PartyCommand) -> None:
    """One more party, at the end.

    Raises InstitutionNotNamed, UnitUnknown, UnitUnclear, PartyTwice, SecondLeader, NoSuchPartnership,
    PartnershipChanged.
    """
    with changing(db, editing, "partnership.party_added") as known:
        found = unit_meant(db, meant, "institution")
        if found is None:
            raise InstitutionNotNamed
        if any(party.organisation is found for party in known.parties):
            raise PartyTwice(name=found.name)
        known.parties.append(_set(known, PartnershipParty(organisation=found), command))
        counted(known.parties)


def add_communes(db: orm.Session, editing: Editing, meant: Meant) -> int:
    """All communes of a county that are no parties yet, by the alphabet; gives how many.

    Raises InstitutionNotNamed, NoCounty, NobodyToAdd, UnitUnknown, UnitUnclear, NoSuchPartnership, PartnershipChanged.
    """
    with changing(db, editing, "partnership.parties_added") as known:
        county = unit_meant(db, meant, "county")
        if county is None:
            raise InstitutionNotNamed(field="county")
        if county.kind is not OrganisationKind.COUNTY:
            raise NoCounty(name=county.name)
        there = {party.organisation_id for party in known.parties}
        new = [one for one in _communes_of(db, county) if one.id not in there]
        if not new:
            raise NobodyToAdd
        known.parties.extend(PartnershipParty(organisation=one, role=PartyRole.PARTY) for one in new)
        counted(known.parties)
        return len(new)


def change_party(db: orm.Session, editing: Editing, party_id: int, command: PartyCommand) -> None:
    """Change role and printed name. Raises NoSuchPart, SecondLeader, NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.party_changed") as known:
        _set(known, own(known.parties, party_id), command)


def move_party(db: orm.Session, editing: Editing, party_id: int, by: int) -> None:
    """Up (-1) or down (1) in the printed order. Raises NoSuchPart, NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.parties_ordered") as known:
        moved(known.parties, own(known.parties, party_id), by)


def remove_party(db: orm.Session, editing: Editing, party_id: int) -> None:
    """Take a party out. Raises PartyReferenced with where it is named, NoSuchPart, NoSuchPartnership,
    PartnershipChanged."""
    with changing(db, editing, "partnership.party_removed") as known:
        party = own(known.parties, party_id)
        if places := list(named_in(known, party)):
            raise PartyReferenced(name=party.organisation.name, where="; ".join(places))
        known.parties.remove(party)
        db.flush()
        counted(known.parties)


def named_in(partnership: Partnership, party: PartnershipParty) -> Iterator[str]:
    """Where the partnership names the party, but for the list itself: who signed for it, in which document."""
    for document in partnership.documents:
        for signatory in document.signatories:
            if signatory.party is party:
                yield f"{document_line(document)}: {signatory_line(signatory)}"


def _set(partnership: Partnership, party: PartnershipParty, command: PartyCommand) -> PartnershipParty:
    """With one leader at most; two at the same moment come one after the other, since the partnership is locked."""
    leader = partnership.leader
    if command.role is PartyRole.LEADER and leader not in (None, party):
        assert leader is not None
        raise SecondLeader(name=leader.organisation.name)
    party.role, party.printed_as = command.role, texts.line(command.printed_as, "printed_as")
    return party


def _communes_of(db: orm.Session, county: Organisation) -> list[Organisation]:
    wanted = select(Organisation).where(
        Organisation.parent_id == county.id,
        Organisation.kind.in_(COMMUNES),
        Organisation.valid_until.is_(None),
    )
    return list(db.scalars(in_order(wanted)))
