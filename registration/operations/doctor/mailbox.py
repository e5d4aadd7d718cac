"""The mailbox that calendars answer to: reachable, its certificate, our sign-in, the folder. Reads no mail."""

from registration.config import MailSecurity, Settings
from registration.core.language import N_
from registration.invites.mailbox.connection import Mailbox
from registration.invites.mailbox.problems import Unreachable
from registration.invites.models import MailboxFailure
from registration.operations.doctor.finding import About, Findings

NO_ANSWER = N_("It cannot be reached. Check IMAP_SERVER, IMAP_PORT and the firewall.")
CURES = {
    MailboxFailure.ACCOUNT: N_(
        "It refuses the sign-in. Check IMAP_USERNAME and IMAP_PASSWORD; some want an application password."
    ),
    MailboxFailure.FOLDER: N_("It has no such folder. Check IMAP_FOLDER; usually it is INBOX."),
    MailboxFailure.TLS: N_(
        "Its certificate is not trusted, or it does not offer what IMAP_SECURITY asks for: tls goes with port 993, "
        "starttls with 143. IMAP_SERVER must be the server’s full name."
    ),
    MailboxFailure.OTHER: N_("It refuses. Ask whoever runs it what its answer means."),
}


def look(settings: Settings) -> Findings:
    """Connect, sign in, open the folder for reading."""
    if not settings.imap_server:
        yield About(N_("No mailbox for answers of calendars is set")).note(
            N_(
                "Answers are not collected. Set IMAP_SERVER, or let the mail server call “flask invites reply”."
            )
        )
        return
    place = {"server": settings.imap_server, "port": settings.imap_port}
    said = f"{settings.imap_security.value}, {settings.imap_folder}"
    about = About(N_("Mailbox %(server)s:%(port)d: %(said)s"), {**place, "said": said})
    try:
        with Mailbox(settings):
            pass
    except Unreachable as problem:
        about = About(N_("Mailbox %(server)s:%(port)d: %(said)s"), {**place, "said": str(problem)})
        yield about.wrong(CURES.get(problem.failure, NO_ANSWER))
        return
    unprotected = N_(
        "Mails and the password travel unprotected. Set IMAP_SECURITY=tls where the server offers it."
    )
    yield about.note(unprotected) if settings.imap_security is MailSecurity.NONE else about.good()
