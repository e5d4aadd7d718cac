"""What a mail server's answer means: whose fault it is, and what is to wait. Pure (RFC 5321, 4.2; RFC 3463)."""

import re
from dataclasses import dataclass
from enum import Enum

from registration.outbox.models import Failure


class Step(Enum):
    """What we were doing when the answer came."""

    CONNECTING = "connecting"
    SIGNING_IN = "signing in"
    SENDER = "telling the sender"
    RECIPIENT = "telling the recipient"
    CONTENT = "giving the content"


class Fate(Enum):
    """What follows from an answer."""

    REFUSED = "this mail will never be taken"
    LATER = "this mail waits"
    SLOWER = "this mail waits, and all others for a while"
    NOBODY = "no mail is to blame and none can go"


@dataclass(frozen=True)
class Verdict:
    """What follows, and the reason in our words."""

    fate: Fate
    failure: Failure


_ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
_SAID = re.compile(r"(?:([245]\d\d)(?:[ -]|$))?\s*(.*)", re.S)
_OUR_SIGN_IN = {530, 534, 535, 538}
_CLOSING = 421
_GREY = re.compile(r"gr[ea]y.?list", re.I)
_RATE = re.compile(r"\brate\b|too many|too fast|throttl|slow down|\blimit|quota exceeded for sender", re.I)
_SPAM = re.compile(
    r"spam|policy|blocked|black.?list|block.?list|reputation|dmarc|\bspf\b|\bdkim\b|banned|virus", re.I
)
_NOBODY = re.compile(r"recipient address rejected", re.I)
_SIZE = re.compile(r"\bsize|too (?:large|big)", re.I)
_FULL = re.compile(
    r"mailbox.{0,20}full|over.?quota|quota exceeded|storage allocation|insufficient.*mailbox", re.I
)


def enhanced(text: str) -> tuple[int, int, int] | None:
    """The status code at the head of an answer's text: "5.1.1 no such user" gives (5, 1, 1); None without one."""
    found = _ENHANCED.match(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def verdict(code: int, text: str, step: Step) -> Verdict:
    """What the answer `code` (three digits) with `text` means at this step of the conversation."""
    if step is Step.SIGNING_IN or code in _OUR_SIGN_IN:
        return Verdict(Fate.NOBODY, Failure.ACCOUNT)
    if code < 500:
        return _for_now(code, text, step)
    if step is Step.CONNECTING:
        return Verdict(Fate.NOBODY, Failure.CONNECTION)
    if step is Step.SENDER and not _is_size(code, text):
        return Verdict(Fate.NOBODY, Failure.ACCOUNT)
    return Verdict(Fate.REFUSED, _refusal(code, text, step))


def reported(status: str, said: str) -> Failure:
    """Why a mail came back, by a delivery report's status ("5.1.1") and the words of the server that refused it."""
    code, text = _SAID.match(said).groups("")  # type: ignore[union-attr]
    known = enhanced(text)
    if known is None or known[1:] == (0, 0):
        text = f"{status} {text}"
    return _refusal(int(code or 550), text, Step.RECIPIENT)


def _for_now(code: int, text: str, step: Step) -> Verdict:
    """4xx: whether this mail waits, or all of them."""
    subject, detail = (enhanced(text) or (4, 0, 0))[1:]
    if step is not Step.SENDER and ((subject, detail) == (2, 2) or _FULL.search(text)):
        return Verdict(Fate.LATER, Failure.MAILBOX_FULL)
    if code != _CLOSING and _GREY.search(text):
        return Verdict(Fate.LATER, Failure.GREYLISTED)
    told_to_wait = code in (_CLOSING, 452) or subject == 7 or _RATE.search(text)
    if told_to_wait or step in (Step.CONNECTING, Step.SENDER):
        return Verdict(Fate.SLOWER, Failure.RATE)
    return Verdict(Fate.LATER, Failure.OTHER)


def _refusal(code: int, text: str, step: Step) -> Failure:
    """5xx about one mail."""
    status = enhanced(text)
    if _is_size(code, text):
        return Failure.TOO_LARGE
    if status is not None and (status[1], status[2]) != (0, 0):
        return _by_status(status[1], status[2], text)
    if _FULL.search(text) or code == 552:
        return Failure.MAILBOX_FULL
    if _SPAM.search(text):
        return Failure.POLICY
    return Failure.ADDRESS if step is Step.RECIPIENT and code in (550, 551, 553) else Failure.OTHER


def _by_status(subject: int, detail: int, text: str) -> Failure:
    """By RFC 3463: X.1 addresses, X.2 mailboxes, X.4.4 no route to the domain, X.7 security and policy. Exchange says
    5.4.310 of a domain, and 5.4.1 of a recipient, that does not exist."""
    if (subject, detail) == (2, 2):
        return Failure.MAILBOX_FULL
    if (subject == 1 and detail not in (7, 8)) or (subject, detail) in ((2, 1), (4, 4), (4, 310)):
        return Failure.ADDRESS
    if (subject, detail) == (4, 1) and _NOBODY.search(text):
        return Failure.ADDRESS
    return Failure.POLICY if subject == 7 or _SPAM.search(text) else Failure.OTHER


def _is_size(code: int, text: str) -> bool:
    status = enhanced(text)
    if status is not None and (status[1], status[2]) in ((3, 4), (2, 3)):
        return True
    return code == 552 and (status is None or status[1] != 2) and _SIZE.search(text) is not None
