"""Counties and communes with the namesakes that the register has, and the whole of a made-up register."""

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.partners.models import Organisation
from registration.partners.models import OrganisationKind as Kind
from registration.partners.services import OrganisationCommand, add_organisation
from registration.partners.services.register import import_register, read
from tests.factories import register
from tests.factories.trainings import NOON

UNITS = (
    (Kind.VOIVODESHIP, "Województwo Łódzkie", "10"),
    (Kind.VOIVODESHIP, "Województwo Śląskie", "24"),
    (Kind.VOIVODESHIP, "Województwo Podlaskie", "20"),
    (Kind.VOIVODESHIP, "Województwo Mazowieckie", "14"),
    (Kind.COUNTY, "Powiat Sieradzki", "1014"),
    (Kind.COUNTY, "Powiat Zgierski", "1020"),
    (Kind.COUNTY, "Powiat Skierniewicki", "1015"),
    (Kind.COUNTY, "Powiat Bielski", "2402"),
    (Kind.COUNTY, "Powiat Bielski", "2003"),
    (Kind.CAPITAL, "Warszawa", "1465011"),
    (Kind.CITY_COUNTY, "Skierniewice", "1063011"),
    (Kind.CITY_COUNTY, "Łódź", "1061011"),
    (Kind.RURAL_COMMUNE, "Skierniewice", "1015082"),
    (Kind.URBAN_COMMUNE, "Sieradz", "1014011"),
    (Kind.RURAL_COMMUNE, "Sieradz", "1014092"),
    (Kind.MIXED_COMMUNE, "Warta", "1014103"),
    (Kind.URBAN_COMMUNE, "Głowno", "1020011"),
    (Kind.RURAL_COMMUNE, "Głowno", "1020052"),
)


def neighbourhood(db: orm.Session) -> dict[str, Organisation]:
    """Some institutions by their codes."""
    return {code: institution(db, kind, name, teryt=code) for kind, name, code in UNITS}


def institution(db: orm.Session, kind: Kind, name: str, **told: object) -> Organisation:
    """One institution, added as an organiser would."""
    command = OrganisationCommand(kind, name, **told)  # type: ignore[arg-type]
    return add_organisation(db, command, actor=Actor("user", 1, "Anna"), now=NOON)


def whole_register(db: orm.Session) -> None:
    """All 2,807 legal units of the made-up register."""
    import_register(db, read(register.written(register.rows())), now=NOON)
