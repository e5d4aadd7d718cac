"""Calendar entries as they come by mail, read to the byte."""

import re
from email.message import EmailMessage

from tests.journeys.conftest import Site

LONGEST_LINE = 75


def entry(site: Site, email: str, number: int) -> dict[str, str]:
    """The properties of the only entry in that mail to the address, as soon as there are so many mails."""
    content = calendar_bytes(site.wait_for_mail(email, number)[number - 1])
    assert content.count(b"BEGIN:VEVENT\r\n") == 1
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")
    found = [re.match(r"([A-Z-]+)[^:]*:(.*)", line) for line in lines]
    return {one[1]: one[2] for one in found if one}


def calendar_bytes(mail: EmailMessage) -> bytes:
    """As calendar programs read it: lines end with CR LF and are not too long, the method is the header's."""
    [part] = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(one) <= LONGEST_LINE and not {b"\r"[0], b"\n"[0]} & set(one) for one in lines)
    assert f"METHOD:{part.get_param('method')}".encode() in lines
    return content
