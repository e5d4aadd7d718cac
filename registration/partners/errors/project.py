"""What the services of projects refuse."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class NoSuchProject(NotFound):
    """No project is there under this number or address."""

    sentence = N_("There is no such project.")


class NoSuchProjectPart(NotFound):
    """A party or logo that is not, or no longer, this project's."""

    sentence = N_("This is no longer part of the project.")


class ProjectChanged(Conflict):
    """Somebody else has saved it since the form was opened."""

    sentence = N_("Somebody else has changed this project in the meantime.")


class ProjectTitleMissing(DomainError):
    """A project without a title."""

    sentence = N_("Enter the title of the project")
    field = "title"


class ProjectAddressTaken(DomainError):
    """Two projects under one address."""

    sentence = N_("Another project has this address.")
    field = "slug"


class EndsBeforeStart(DomainError):
    """It would end before it begins, as far as both days are known."""

    sentence = N_("This is before the project begins.")
    field = "ends_on"


class RoleTaken(DomainError):
    """The institution has this role already."""

    sentence = N_("%(name)s already has this role in the project.")
    field = "institution"


class PartyNotNamed(DomainError):
    """A party is an institution."""

    sentence = N_("Enter the institution")
    field = "institution"


class TwoLeaders(DomainError):
    """A project has one leader at most."""

    sentence = N_("%(name)s leads already, and a project has one leader. Change their role first.")
    field = "role"


class ProjectPartyReferenced(DomainError):
    """Something still names the party."""

    sentence = N_("%(name)s cannot be removed, because it stands elsewhere: %(where)s. Change that first.")


class SentenceMissing(DomainError):
    """A funding scheme that is not said."""

    sentence = N_("Enter the sentence that says who pays")
    field = "sentence"


class NotAnAmount(DomainError):
    """Money that is none, or less."""

    sentence = N_("The amount must be more than nothing, and less than a billion złotys.")


class MoreThanValue(DomainError):
    """The scheme would pay more than the project costs."""

    sentence = N_("The contribution cannot be more than the whole value.")
    field = "contribution"


class NoScheme(DomainError):
    """A logo of nobody's funding."""

    sentence = N_("Save the sentence first; then add the logos.")


class LogoNotDescribed(DomainError):
    """A logo that somebody who does not see it would know nothing of."""

    sentence = N_("Write whose logo this is: those who do not see it read that")
    field = "alt"


class TooManyLogos(DomainError):
    """A strip, no wall."""

    sentence = N_("At most %(most)d logos stand beside each other.")
    field = "file"


class NobodyInIt(DomainError):
    """A project of nobody is not published."""

    sentence = N_("Add the parties first: a project without parties says nothing.")


class ProjectPublished(Conflict):
    """A published project is hidden before it is deleted."""

    sentence = N_("The project is published. Hide it first; then it can be deleted.")


class ProjectHeld(Conflict):
    """Events or forums belong to it."""

    sentence = N_("The project cannot be deleted, because this belongs to it: %(where)s. Change that first.")
