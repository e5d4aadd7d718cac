"""What the columns of a file of contacts may mean."""

from registration.core.language import N_
from registration.partners.services.contacts.importing.meanings import Meaning

MEANINGS = {
    Meaning.NOTHING: N_("– leave this column out –"),
    Meaning.INSTITUTION: N_("Institution (name, TERYT code or NIP)"),
    Meaning.POST: N_("Post"),
    Meaning.NAME: N_("First and last name"),
    Meaning.FIRST_NAME: N_("First name"),
    Meaning.LAST_NAME: N_("Last name"),
    Meaning.EMAIL: N_("E-mail address"),
    Meaning.PHONE: N_("Phone"),
    Meaning.CHANNEL: N_("Wants to be reached"),
    Meaning.HELD_SINCE: N_("In the post since"),
    Meaning.HELD_UNTIL: N_("Last day in the post"),
    Meaning.BASIS: N_("Legal basis for processing the data"),
    Meaning.PROCESSED_SINCE: N_("Data processed since"),
    Meaning.SOURCE: N_("Where the data come from"),
    Meaning.NOTE: N_("Note"),
}
