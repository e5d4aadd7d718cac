"""The mail server: reachable, its certificate, our sign-in. Sends nothing unless it is asked to."""

import smtplib
import ssl

from flask_babel import gettext as _
from flask_mail import Message

from registration.config import MailSecurity, Settings
from registration.core.language import N_
from registration.operations.doctor.finding import About, Finding, Findings
from registration.outbox.transport import connect

OTHER_SECURITY = N_(
    "It does not offer what MAIL_SECURITY asks for. Use starttls with port 587 or tls with port 465."
)
CURES: tuple[tuple[type[Exception], str], ...] = (
    (
        ssl.SSLCertVerificationError,
        N_(
            "Its certificate is not trusted. MAIL_SERVER must be the server’s full name; the check is never off."
        ),
    ),
    (
        smtplib.SMTPAuthenticationError,
        N_(
            "It refuses the sign-in. Check MAIL_USERNAME and MAIL_PASSWORD; some want an application password."
        ),
    ),
    (smtplib.SMTPNotSupportedError, OTHER_SECURITY),
    (ssl.SSLError, OTHER_SECURITY),
    (TimeoutError, N_("It does not answer. Check MAIL_SERVER, MAIL_PORT and the firewall.")),
    (smtplib.SMTPResponseException, N_("It refuses. Ask whoever runs it what its answer means.")),
    (Exception, N_("It cannot be reached. Check MAIL_SERVER, MAIL_PORT and the firewall.")),
)
"""The first that fits; smtplib's own errors are OSErrors too."""


def look(settings: Settings, send_to: str = "") -> Findings:
    """Connect, EHLO, STARTTLS, sign in; and a test mail where an address is given."""
    place = {"server": settings.mail_server, "port": settings.mail_port}
    if not settings.mail_server:
        about = About(N_("No mail server is set"))
        yield about.note(N_("Mails are kept as files in instance/mail/. Set MAIL_SERVER to send them."))
        return
    about = About(
        N_("Mail server %(server)s:%(port)d: %(said)s"), {**place, "said": settings.mail_security.value}
    )
    try:
        with connect() as connection:
            if send_to:
                connection.send(_test_mail(send_to))
    except (OSError, smtplib.SMTPException) as problem:
        yield _refused(place, problem)
        return
    unprotected = N_(
        "Mails and the password travel unprotected. Set MAIL_SECURITY=starttls where the server offers it."
    )
    yield about.note(unprotected) if settings.mail_security is MailSecurity.NONE else about.good()
    if send_to:
        yield About(N_("A test mail to %(address)s was taken"), {"address": send_to}).good()


def _refused(place: dict[str, object], problem: Exception) -> Finding:
    said = " ".join(str(problem).split())[:300] or type(problem).__name__
    about = About(N_("Mail server %(server)s:%(port)d: %(said)s"), {**place, "said": said})
    return about.wrong(next(cure for kind, cure in CURES if isinstance(problem, kind)))


def _test_mail(address: str) -> Message:
    return Message(
        subject=_("Test of the mail server"),
        recipients=[address],
        body=_("This mail was sent by “flask doctor”. The mail server takes our mails."),
    )
