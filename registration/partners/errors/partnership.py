"""What the services of partnerships refuse."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class NoSuchPartnership(NotFound):
    """No partnership is there under this number or address."""

    sentence = N_("There is no such partnership.")


class NoSuchPart(NotFound):
    """A party, document, signatory, component or product that is not, or no longer, this partnership's."""

    sentence = N_("This is no longer part of the partnership.")


class PartnershipChanged(Conflict):
    """Somebody else has saved it since the form was opened."""

    sentence = N_("Somebody else has changed this partnership in the meantime.")


class WorkingNameMissing(DomainError):
    """A partnership without a name."""

    sentence = N_("Enter the name by which the partnership is spoken of")
    field = "working_name"


class AddressTaken(DomainError):
    """Two partnerships under one address."""

    sentence = N_("Another partnership has this address.")
    field = "slug"


class FrameKindMissing(DomainError):
    """A named frame of which nobody says what it is."""

    sentence = N_("Say whether this is a pilot or a programme")
    field = "frame_kind"


class ProjectOfOthers(DomainError):
    """A partnership belongs to a project of the organisation that keeps it, or to none."""

    sentence = N_("Choose a project of the institution that keeps the record.")
    field = "project_id"


class PartyTwice(DomainError):
    """The institution is a party already."""

    sentence = N_("%(name)s is a party already.")
    field = "institution"


class InstitutionNotNamed(DomainError):
    """A party is an institution."""

    sentence = N_("Enter the institution")
    field = "institution"


class SecondLeader(DomainError):
    """A partnership has one leader at most."""

    sentence = N_("%(name)s leads already, and a partnership has one leader. Change their role first.")
    field = "role"


class NobodyToAdd(DomainError):
    """The county has no communes in the register, or all of them are parties."""

    sentence = N_("No commune of this county is left to add.")
    field = "county"


class NoCounty(DomainError):
    """Communes are added of a county."""

    sentence = N_("%(name)s is no county. Enter a county, for example by its code.")
    field = "county"


class PartyReferenced(DomainError):
    """Something still names the party."""

    sentence = N_(
        "%(name)s cannot be removed, because it is named elsewhere: %(where)s. Remove it there first."
    )


class DocumentHeld(DomainError):
    """The partnership's status rests on its only letter of intent."""

    sentence = N_(
        "The partnership stands as “%(status)s”, which rests on its letter of intent. Correct the status first."
    )


class PostMissing(DomainError):
    """Who signed is known by post at least."""

    sentence = N_("Enter the post: the name may be unknown, the post not")
    field = "post"


class PartyMissing(DomainError):
    """A signature stands for a party."""

    sentence = N_("Choose the party for which they signed")
    field = "party"


class TitleMissing(DomainError):
    """A component without a title."""

    sentence = N_("Enter the title of the component")
    field = "title"


class ProductUnnamed(DomainError):
    """A product without a name."""

    sentence = N_("Enter the name of the product")
    field = "name"


class ComponentTooEarly(DomainError):
    """The product that it waits for is not adopted."""

    sentence = N_(
        "This component needs “%(product)s”, which is not adopted yet. If it starts all the same, write why: "
        "the reason is kept and shown."
    )
    field = "early_reason"


class NeedsItsOwn(DomainError):
    """A component waits for a product of one before it."""

    sentence = N_("A component can only wait for a product of a component that comes before it.")
    field = "needs"


class ProductNeeded(DomainError):
    """A later component waits for it."""

    sentence = N_("“%(product)s” cannot go: “%(component)s” waits for it. Change that first.")


class StatusSame(DomainError):
    """The partnership stands there already."""

    sentence = N_("The partnership already stands as “%(status)s”.")
    field = "status"


class StepNotNext(DomainError):
    """The table of states does not lead there."""

    sentence = N_(
        "“%(status)s” does not follow from here. If the present status is a mistake, say that you correct it."
    )
    field = "status"


class CorrectionUnexplained(DomainError):
    """A correction says what was wrong."""

    sentence = N_("Write what is corrected and why")
    field = "note"


class LetterMissing(DomainError):
    """A signed letter of intent is a document."""

    sentence = N_("Add the letter of intent to the documents first.")
    field = "status"


class NoPartyYet(DomainError):
    """A partnership of nobody is not published."""

    sentence = N_("Add the parties first: a partnership without parties says nothing.")


class PartnershipPublished(Conflict):
    """A published partnership is hidden before it is deleted."""

    sentence = N_("The partnership is published. Hide it first; then it can be deleted.")
