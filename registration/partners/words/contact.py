"""What contacts are called, in forms and in the history."""

from registration.core.language import N_
from registration.partners.models import Basis, Channel
from registration.partners.queries.contact_double import Likeness

CHANNELS = {
    Channel.EMAIL: N_("by e-mail"),
    Channel.PHONE: N_("by phone"),
    Channel.LETTER: N_("by letter"),
}
BASES = {
    Basis.PUBLIC_TASK: N_("a task in the public interest or public authority (Art. 6(1)(e) GDPR)"),
    Basis.LEGITIMATE_INTEREST: N_("a legitimate interest of ours or of somebody else (Art. 6(1)(f) GDPR)"),
    Basis.CONSENT: N_("the person’s consent, which we can prove (Art. 6(1)(a) GDPR)"),
    Basis.CONTRACT: N_("a contract with the person (Art. 6(1)(b) GDPR)"),
    Basis.LEGAL_DUTY: N_("a duty that the law lays on us (Art. 6(1)(c) GDPR)"),
    Basis.VITAL_INTERESTS: N_("the protection of somebody’s life (Art. 6(1)(d) GDPR)"),
}
LIKENESSES = {
    Likeness.ADDRESS: N_("the same e-mail address"),
    Likeness.NAME: N_("the same name or post in one institution"),
    Likeness.SIMILAR: N_("a similar name in one institution"),
}
ACTIONS = {
    "contact.added": N_("Contact added"),
    "contact.imported": N_("Contact added from a file"),
    "contact.updated": N_("Contact brought up to date from a file"),
    "contact.changed": N_("Contact changed"),
    "contact.ended": N_("End of the post noted"),
    "contact.erased": N_("Contact erased"),
    "contact.merged": N_("A double merged into this contact"),
    "contact.told_apart": N_("Told apart from a contact that is like it"),
    "contact.listed": N_("Contact put into a list"),
    "contact.unlisted": N_("Contact taken out of a list"),
    "contacts.exported": N_("Contacts exported"),
    "contacts.imported": N_("Contacts imported from a file"),
    "contact_list.made": N_("List of contacts made"),
    "contact_list.renamed": N_("List of contacts renamed"),
    "contact_list.deleted": N_("List of contacts deleted"),
    "contact_list.joined": N_("Contacts put into the list"),
    "contact_list.left": N_("Contacts taken out of the list"),
}
NAMES = {
    "contact_institution": N_("Institution"),
    "contact_post": N_("Post"),
    "contact_name": N_("First and last name"),
    "contact_email": N_("E-mail address"),
    "contact_phone": N_("Phone"),
    "contact_channel": N_("Wants to be reached"),
    "contact_held_since": N_("In the post since"),
    "contact_held_until": N_("Last day in the post"),
    "contact_basis": N_("Legal basis for processing the data"),
    "contact_processed_since": N_("Data processed since"),
    "contact_source": N_("Where the data come from"),
    "contact_note": N_("Note"),
    "contact_double": N_("Double"),
    "contact_list": N_("List"),
    "contact_list_name": N_("Name of the list"),
    "contact_file": N_("File"),
    "contacts": N_("Number of contacts"),
    "contacts_added": N_("Added"),
    "contacts_updated": N_("Brought up to date"),
}
WORDS = {
    "contact_channel": {channel.value: text for channel, text in CHANNELS.items()},
    "contact_basis": {basis.value: text for basis, text in BASES.items()},
}
