"""What calendar programs answer, and the mails that carry it."""

from datetime import UTC
from email.message import EmailMessage

from tests.factories.trainings import NOON

ME = "grazyna@warta.example.pl"


def reply(
    uid, answer="ACCEPTED", *, sequence=0, stamp=NOON, who=(ME,), method="REPLY", more=(), parameters=""
):
    """What a calendar program answers."""
    attendees = [f"ATTENDEE;PARTSTAT={answer}{parameters}:mailto:{one}" for one in who]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//A program//EN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "DTSTART:20260701T070000Z",
        *attendees,
        *more,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


def mail(*calendars, name="<answer-1@example.org>", sender=ME):
    """A mail that carries them."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "zapisy@example.org", "Zaakceptowano: szkolenie"
    if name:
        made["Message-ID"] = name
    made.set_content("Zaakceptowano.")
    for calendar in calendars:
        made.add_alternative(calendar, maintype="text", subtype="calendar", params={"method": "REPLY"})
        made.get_payload()[-1].set_param("charset", "UTF-8")
    return made.as_bytes()
