"""What organisations are called, in forms and in the history."""

from registration.core.language import N_
from registration.partners.models import OrganisationKind

KINDS = {
    OrganisationKind.VOIVODESHIP: N_("voivodeship"),
    OrganisationKind.COUNTY: N_("county"),
    OrganisationKind.CITY_COUNTY: N_("city with county rights"),
    OrganisationKind.URBAN_COMMUNE: N_("urban commune"),
    OrganisationKind.RURAL_COMMUNE: N_("rural commune"),
    OrganisationKind.MIXED_COMMUNE: N_("urban-rural commune"),
    OrganisationKind.GOVERNMENT: N_("government administration"),
    OrganisationKind.ASSOCIATION: N_("association"),
    OrganisationKind.UNIVERSITY: N_("university"),
    OrganisationKind.COMPANY: N_("company"),
    OrganisationKind.OTHER: N_("other"),
}
ACTIONS = {
    "organisation.added": N_("Institution added"),
    "organisation.changed": N_("Institution corrected"),
}
NAMES = {
    "organisation_kind": N_("Kind of institution"),
    "organisation_name": N_("Name of the institution"),
    "organisation_short_name": N_("Short name"),
    "organisation_email": N_("E-mail of the office"),
}
WORDS = {"organisation_kind": {kind.value: text for kind, text in KINDS.items()}}
