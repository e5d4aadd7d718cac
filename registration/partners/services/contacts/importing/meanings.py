"""What a column of a file means: proposed from its heading, in Polish or English. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from registration.core.text import search_key


class Meaning(StrEnum):
    """Which part of a contact stands in a column. First and last name may have a column each."""

    NOTHING = ""
    INSTITUTION = "institution"
    POST = "post"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    PHONE = "phone"
    CHANNEL = "channel"
    HELD_SINCE = "held_since"
    HELD_UNTIL = "held_until"
    BASIS = "basis"
    PROCESSED_SINCE = "processed_since"
    SOURCE = "source"
    NOTE = "note"


_HEADINGS: Mapping[Meaning, str] = {
    Meaning.NAME: "imie i nazwisko|nazwisko i imie|imie nazwisko|nazwisko imie|osoba|osoba kontaktowa|name|full name"
    "|first and last name|contact|contact person",
    Meaning.FIRST_NAME: "imie|imiona|first name|given name",
    Meaning.LAST_NAME: "nazwisko|last name|surname|family name",
    Meaning.POST: "stanowisko|funkcja|stanowisko sluzbowe|post|position|job title|title|function",
    Meaning.INSTITUTION: "instytucja|jednostka|urzad|gmina|organizacja|podmiot|pracodawca|firma|jst|samorzad"
    "|nazwa instytucji|nazwa jednostki|nazwa jst|teryt|kod teryt|nip|institution|organisation|organization|office"
    "|employer|company|municipality|commune",
    Meaning.EMAIL: "e mail|email|mail|adres e mail|adres email|adres mailowy|poczta elektroniczna|e mail address"
    "|email address",
    Meaning.PHONE: "telefon|tel|nr telefonu|numer telefonu|telefon kontaktowy|komorka|phone|phone number|mobile",
    Meaning.CHANNEL: "jak sie kontaktowac|kanal|sposob kontaktu|preferowany kontakt|wants to be reached|channel",
    Meaning.HELD_SINCE: "na stanowisku od|od|od kiedy|data objecia stanowiska|in the post since|since|from",
    Meaning.HELD_UNTIL: "ostatni dzien na stanowisku|na stanowisku do|do|do kiedy|last day in the post|until|to",
    Meaning.BASIS: "podstawa prawna przetwarzania danych|podstawa prawna|podstawa|legal basis|basis"
    "|legal basis for processing the data",
    Meaning.PROCESSED_SINCE: "dane przetwarzane od|data processed since|processed since",
    Meaning.SOURCE: "skad pochodza dane|zrodlo|zrodlo danych|where the data come from|source",
    Meaning.NOTE: "uwagi|uwaga|notatka|notatki|komentarz|note|notes|comment|comments|remarks",
}
_KNOWN = {heading: meaning for meaning, headings in _HEADINGS.items() for heading in headings.split("|")}


def proposed(headings: Sequence[str], remembered: Mapping[str, str]) -> list[Meaning]:
    """A meaning for each column: as the owner chose it the last time, else by the heading; each meaning once."""
    found: list[Meaning] = []
    for heading in headings:
        key = search_key(heading)
        meaning = Meaning(remembered[key]) if key in remembered else _KNOWN.get(key, Meaning.NOTHING)
        found.append(Meaning.NOTHING if meaning in found else meaning)
    return found
