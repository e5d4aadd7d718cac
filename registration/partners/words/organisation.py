"""What organisations are called, in forms and in the history."""

from registration.core.language import N_
from registration.partners.models import OrganisationKind

KINDS = {
    OrganisationKind.VOIVODESHIP: N_("voivodeship"),
    OrganisationKind.COUNTY: N_("county"),
    OrganisationKind.CITY_COUNTY: N_("city with county rights"),
    OrganisationKind.CAPITAL: N_("capital city with county rights"),
    OrganisationKind.URBAN_COMMUNE: N_("urban commune"),
    OrganisationKind.RURAL_COMMUNE: N_("rural commune"),
    OrganisationKind.MIXED_COMMUNE: N_("urban-rural commune"),
    OrganisationKind.UNION_OF_COMMUNES: N_("union of communes"),
    OrganisationKind.UNION_OF_COUNTIES: N_("union of counties"),
    OrganisationKind.JOINT_UNION: N_("union of counties and communes"),
    OrganisationKind.LOCAL_UNIT: N_("school, office or other unit of a local government"),
    OrganisationKind.GOVERNMENT: N_("government administration"),
    OrganisationKind.ASSOCIATION: N_("association"),
    OrganisationKind.UNIVERSITY: N_("university"),
    OrganisationKind.COMPANY: N_("company"),
    OrganisationKind.OTHER: N_("other"),
}
ACTIONS = {
    "organisation.added": N_("Institution added"),
    "organisation.changed": N_("Institution corrected"),
    "organisation.registered": N_("Institution added from the TERYT register"),
    "organisation.followed": N_("Institution brought into line with the TERYT register"),
    "register.read": N_("TERYT register read"),
    "organisation.ended": N_("Institution marked as no longer existing"),
    "organisation.revived": N_("Institution marked as existing again"),
}
NAMES = {
    "organisation_kind": N_("Kind of institution"),
    "organisation_name": N_("Name of the institution"),
    "organisation_short_name": N_("Short name"),
    "organisation_genitive": N_("Name in the genitive"),
    "organisation_locative": N_("Name in the locative"),
    "organisation_teryt": N_("TERYT code"),
    "organisation_nip": N_("NIP"),
    "organisation_regon": N_("REGON"),
    "organisation_street": N_("Street and number"),
    "organisation_postcode": N_("Postcode"),
    "organisation_town": N_("Town"),
    "organisation_email": N_("E-mail of the office"),
    "organisation_runs_events": N_("Runs events here"),
    "organisation_domains": N_("E-mail domains"),
    "organisation_parent": N_("Belongs to"),
    "organisation_valid_from": N_("Exists since"),
    "organisation_valid_until": N_("No longer exists since"),
    "organisation_successor": N_("Taken over by"),
    "register_day": N_("Register’s date"),
    "organisation_former_names": N_("Former names"),
}
WORDS = {"organisation_kind": {kind.value: text for kind, text in KINDS.items()}}
