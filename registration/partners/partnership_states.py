"""How a partnership may go on, in one table that drives the service, the desk's form and the public page. Pure."""

from registration.partners.models import PartnershipStatus

_S = PartnershipStatus

NEXT: dict[PartnershipStatus, tuple[PartnershipStatus, ...]] = {
    _S.IDEA: (_S.LETTER_SIGNED, _S.CLOSED),
    _S.LETTER_SIGNED: (_S.SUBMITTED, _S.CLOSED),
    _S.SUBMITTED: (_S.SELECTED, _S.NOT_SELECTED, _S.CLOSED),
    _S.SELECTED: (_S.ACTIVE, _S.CLOSED),
    _S.NOT_SELECTED: (_S.SUBMITTED, _S.CLOSED),
    _S.ACTIVE: (_S.CLOSED,),
    _S.CLOSED: (),
}
"""What may follow what. Anything else is a correction of a mistake, which says why."""
WAY = (_S.IDEA, _S.LETTER_SIGNED, _S.SUBMITTED, _S.SELECTED, _S.ACTIVE, _S.CLOSED)
"""The way that a partnership goes when all goes well, as pages draw it."""
RESTS_ON_LETTER = frozenset(_S) - {_S.IDEA, _S.CLOSED}
"""While it is one of these, the letter of intent stays among the documents."""


def way_of(status: PartnershipStatus) -> tuple[PartnershipStatus, ...]:
    """The way to draw for a partnership that is at `status`: not being selected stands in the place of it."""
    if status is not _S.NOT_SELECTED:
        return WAY
    return (*WAY[: WAY.index(_S.SELECTED)], _S.NOT_SELECTED)
