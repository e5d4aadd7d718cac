"""What the services of partners refuse, by name."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class NoSuchOrganisation(NotFound):
    """No institution has this number."""

    sentence = N_("There is no such institution.")


class OrganisationChanged(Conflict):
    """Somebody else has saved the institution since the form was opened."""

    sentence = N_("Somebody else has changed this institution in the meantime.")


class NameMissing(DomainError):
    """An institution without a name."""

    sentence = N_("Enter the name of the institution")
    field = "name"


class TextTooLong(DomainError):
    """A text is longer than it may be stored."""

    sentence = N_("Shorten this: at most %(limit)s characters fit.")


class OfficeAddressMissing(DomainError):
    """Whoever runs events has an address for answers."""

    sentence = N_("Enter the e-mail of the office")
    field = "email"


class TerytMissing(DomainError):
    """A local government without a code."""

    sentence = N_("A commune, county or voivodeship has a code in the TERYT register. Enter it.")
    field = "teryt"


class TerytNotForKind(DomainError):
    """A code given to somebody who is no local government."""

    sentence = N_(
        "Only a commune, county or voivodeship has a TERYT code. Leave this empty or change the kind."
    )
    field = "teryt"


class TerytMalformed(DomainError):
    """The code has other digits than those of its kind."""

    sentence = N_(
        "A TERYT code has 2 digits for a voivodeship, 4 for a county and 7 for a commune, as in 1014042."
    )
    field = "teryt"


class TerytOfPart(DomainError):
    """A code that ends in 4, 5, 8 or 9: the town or rural area of a commune, a district, a delegation."""

    sentence = N_(
        "A code that ends in %(digit)s is that of a part: a town or rural area inside a commune, or a city’s "
        "district. Enter the commune’s own code, which ends in 1, 2 or 3."
    )
    field = "teryt"


class TerytOfOtherKind(DomainError):
    """The code is right, for something else than what was chosen."""

    sentence = N_("This is the code of another kind of unit: check the code and the kind.")
    field = "teryt"


class TerytTaken(DomainError):
    """Another institution that still exists has the code."""

    sentence = N_("%(name)s already has this TERYT code.")
    field = "teryt"


class NipMalformed(DomainError):
    """A NIP has ten digits, the last of which follows from the others."""

    sentence = N_("This is no NIP: it has 10 digits, and at least one of these is wrong.")
    field = "nip"


class RegonMalformed(DomainError):
    """A REGON has nine or fourteen digits, with check digits."""

    sentence = N_("This is no REGON: it has 9 or 14 digits, and at least one of these is wrong.")
    field = "regon"


class DomainMalformed(DomainError):
    """What was typed is no domain of e-mail addresses."""

    sentence = N_("“%(typed)s” is no e-mail domain: it looks like powiat-sieradz.pl, without “@” and “www”.")
    field = "domains"


class DomainOfEverybody(DomainError):
    """A domain at which anybody can have an address tells nothing of an institution."""

    sentence = N_("Anybody can have an address at %(domain)s, so it does not tell the institution.")
    field = "domains"


class UnitUnclear(DomainError):
    """Several institutions fit what was typed."""

    sentence = N_("More than one institution fits: %(names)s. Enter the TERYT code or the whole description.")


class UnitUnknown(DomainError):
    """No institution fits what was typed."""

    sentence = N_(
        "No institution is called “%(typed)s”. Enter its name as it stands in the list, or its TERYT code."
    )


class OwnParent(DomainError):
    """An institution within itself, or within one that is within it."""

    sentence = N_("An institution cannot belong to itself, nor to one that belongs to it.")
    field = "parent"


class ValidityBackwards(DomainError):
    """It ends before it begins."""

    sentence = N_("This day is not after the one from which it exists.")
    field = "valid_until"


class SuccessorOfItself(DomainError):
    """Whoever takes over is another institution."""

    sentence = N_("Whoever takes over must be another institution that still exists.")
    field = "successor"


class RenamedTooEarly(DomainError):
    """A renaming before the last known one."""

    sentence = N_("The last renaming was on %(day)s: this one must be later.")
    field = "renamed_on"
