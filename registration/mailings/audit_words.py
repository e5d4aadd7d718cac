"""How the audit trail of a mailing reads (registration.accounts.history)."""

from registration.core.language import N_
from registration.mailings.models import Basis

ACTIONS = {
    "mailing.started": N_("The draft was begun"),
    "mailing.recipients": N_("The recipients were chosen"),
    "mailing.written": N_("The content was changed"),
    "mailing.tested": N_("A test message was sent"),
    "mailing.sent": N_("The invitations were put in the outbox"),
    "mailing.address_corrected": N_("A recipient's address was corrected"),
    "mailing.finished": N_("The last invitation left the outbox"),
    "mailing.discarded": N_("The draft was discarded"),
    "mailing.next_date_told": N_("Those who waited for a next date are told of this one"),
    "mailing.opted_out": N_("A recipient opted out of invitations"),
    "mailing.opted_back_in": N_("A recipient wants invitations again"),
}
NAMES = {
    "subject": N_("Subject"),
    "body": N_("Text"),
    "mailing_language": N_("Language of the greeting, the button and the footer"),
    "basis": N_("Legal basis for using the pasted addresses"),
    "source": N_("Where the pasted addresses come from"),
    "addresses": N_("Addresses"),
}
BASES = {
    Basis.PUBLIC_TASK: N_("a task carried out in the public interest (Art. 6(1)(e) GDPR)"),
    Basis.LEGITIMATE_INTEREST: N_("a legitimate interest: inviting to the event (Art. 6(1)(f) GDPR)"),
    Basis.CONSENT: N_("consent to such messages, which we can prove (Art. 6(1)(a) GDPR)"),
}
WORDS = {
    "basis": {basis.value: text for basis, text in BASES.items()},
    "mailing_language": {"pl": N_("Polish"), "en": N_("English")},
}
