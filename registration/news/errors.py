"""What the services of news refuse, by name."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class NoSuchNews(NotFound):
    """No item of this address, or the public may not read it."""

    sentence = N_("There is no such news.")


class NoSuchPhotograph(NotFound):
    """It was removed, or belongs to another item."""

    sentence = N_("There is no such photograph.")


class NewsChanged(Conflict):
    """Somebody else has saved the item since the form was opened."""

    sentence = N_("Somebody else has changed this in the meantime.")


class TitleMissing(DomainError):
    """Nothing to call it by."""

    sentence = N_("Enter the title.")
    field = "title"


class TextTooLong(DomainError):
    """Longer than it may be stored."""

    sentence = N_("This text is too long: at most %(limit)s characters.")


class BadAddress(DomainError):
    """What no address may hold."""

    sentence = N_("Use small letters without Polish marks, digits and single hyphens.")
    field = "slug"


class AddressTaken(DomainError):
    """Another item has it."""

    sentence = N_("Another item has this address. Choose a different one.")
    field = "slug"


class AddressFixed(DomainError):
    """Others link to it already."""

    sentence = N_("The item was published, so its address can no longer be changed.")
    field = "slug"


class LinkUnknown(DomainError):
    """An event or meeting of somebody else, or none."""

    sentence = N_("Choose one from the list.")


class NothingToRead(Conflict):
    """A title alone is no report."""

    sentence = N_("An item without a lead and a text cannot be published. Write one of them first.")


class NotDescribed(DomainError):
    """A picture that somebody who does not see it would know nothing of."""

    sentence = N_(
        "Write who or what is seen, or tick that the photograph says nothing more than the text beside it."
    )
    field = "alt"


class DescribedAndDecorative(DomainError):
    """Both at once."""

    sentence = N_("A photograph with a description is not decorative: take out the tick or the description.")
    field = "decorative"


class TooManyPhotographs(DomainError):
    """A report, no album."""

    sentence = N_("An item may have at most %(most)d photographs.")
    field = "file"
