"""Why the demo is not loaded."""

from registration.core.errors import DomainError
from registration.core.language import N_


class DemoOnlyOnLoopback(DomainError):
    """The server would listen on an address that others reach, with an account that nobody chose to open."""

    sentence = N_(
        "The demo is loaded only where HOST is this machine’s own address "
        "(127.0.0.1, ::1 or localhost), not %(host)s. Set DEMO=0 to start without it."
    )
