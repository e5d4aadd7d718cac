"""What e-mails and calendars must know of the installation, without asking Flask."""

from dataclasses import dataclass

from registration.core.tokens import Purpose, sign


@dataclass(frozen=True)
class Site:
    """The installation: its name, public address, sender and key."""

    name: str
    base_url: str
    key: bytes
    sender: str
    contact_email: str = ""
    hold_minutes: int = 5

    def address(self, path: str) -> str:
        """The public address of a path that begins with "/"."""
        return self.base_url.rstrip("/") + path

    def token(self, purpose: Purpose, public_id: str, generation: int) -> str:
        """A signed token for the row (registration.core.tokens)."""
        return sign(self.key, purpose, public_id, generation)
