"""What smtplib and the network raise, as one of the carrier's five ways not to send a mail."""

import smtplib
import socket
import ssl

from registration.outbox.answers import Fate, Step, verdict
from registration.outbox.carrier import Broken, Deferred, NotSent, Refused, SlowDown, Unreachable
from registration.outbox.models import Failure

LONGEST = 500
_WAYS: dict[Fate, type[NotSent]] = {
    Fate.REFUSED: Refused,
    Fate.LATER: Deferred,
    Fate.SLOWER: SlowDown,
    Fate.NOBODY: Unreachable,
}


def not_connected(problem: Exception) -> NotSent:
    """What went wrong before any mail was begun: SlowDown or Unreachable."""
    if isinstance(problem, smtplib.SMTPResponseException):
        signing_in = isinstance(problem, smtplib.SMTPAuthenticationError)
        return _by_answer(problem, Step.SIGNING_IN if signing_in else Step.CONNECTING)
    return Unreachable(_told(problem), _of_network(problem))


def answered(problem: Exception) -> NotSent:
    """What went wrong with one mail, the connection being open."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(problem.recipients.values()))
        return _named(code, _line(text), Step.RECIPIENT)
    if isinstance(problem, smtplib.SMTPSenderRefused):
        return _by_answer(problem, Step.SENDER)
    if isinstance(problem, smtplib.SMTPResponseException):
        return _by_answer(problem, Step.CONTENT)
    return Broken(_told(problem), Failure.TIMEOUT if _timed_out(problem) else Failure.CUT)


def _by_answer(problem: smtplib.SMTPResponseException, step: Step) -> NotSent:
    return _named(int(problem.smtp_code), _line(problem.smtp_error), step)


def _named(code: int, text: str, step: Step) -> NotSent:
    if not 400 <= code < 600:  # a server that talks nonsense: the connection is worth nothing
        return Broken(f"{code} {text}", Failure.CUT)
    found = verdict(code, text, step)
    return _WAYS[found.fate](f"{code} {text}", found.failure)


def _of_network(problem: Exception) -> Failure:
    """A connection that could not be opened, from the particular to the general: most are OSErrors."""
    if isinstance(problem, smtplib.SMTPException) and "auth" in str(problem).lower():
        return Failure.ACCOUNT  # the server offers no way of signing in that we know
    kinds: tuple[tuple[type[Exception], Failure], ...] = (
        (smtplib.SMTPNotSupportedError, Failure.TLS),
        (ssl.SSLError, Failure.TLS),
        (socket.gaierror, Failure.DNS),
    )
    rest = Failure.TIMEOUT if _timed_out(problem) else Failure.CONNECTION
    return next((failure for kind, failure in kinds if isinstance(problem, kind)), rest)


def _timed_out(problem: BaseException) -> bool:
    """smtplib calls a connection disconnected when no answer came in time; what it had caught says so."""
    return isinstance(problem, TimeoutError) or isinstance(problem.__context__, TimeoutError)


def _told(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:LONGEST]


def _line(text: bytes | str) -> str:
    """The answer in one line, for the organiser."""
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(shown.split())[:LONGEST]
