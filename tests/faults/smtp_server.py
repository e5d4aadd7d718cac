"""A real SMTP server on loopback that keeps what it is given, and misbehaves when it is told to."""

import asyncio
import os
import re
import socket
import ssl
from collections.abc import Callable
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

PORTS = range(8121, 8170)
"""Below the kernel's own range, so that no other program is given one of them by chance."""
DROP = "drop"
"""An answer that is none: the connection is cut."""

Answer = Callable[[str], str | None]


class SmtpServer:
    """Takes mails on 127.0.0.1; `sender`, `recipient` and `data` may be set to answer an address differently."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.sender: Answer = lambda address: None
        self.recipient: Answer = lambda address: None
        self.data: Answer = lambda address: None
        self.connections = 0
        self.tls = tls
        self.port = 0
        self.controller: Controller | None = None

    def start(self) -> Self:
        """Open a free port; after `stop`, the same one again."""
        first = os.getpid() % len(PORTS)  # so that tests that run side by side do not ask for the same ones
        for port in (self.port,) if self.port else (*PORTS[first:], *PORTS[:first]):
            if _is_free(port):
                self._listen(port)
                self.port = port
                return self
        raise AssertionError(f"all of {PORTS} are taken")

    def _listen(self, port: int) -> None:
        more: dict[str, Any] = {"tls_context": self.tls, "require_starttls": True} if self.tls else {}
        controller = Controller(self, hostname="127.0.0.1", port=port, **more)
        controller.start()
        self.controller = controller

    def stop(self) -> None:
        """Close the port, as an outage does."""
        if self.controller:
            self.controller.stop()
            self.controller = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_problem: object) -> None:
        self.stop()

    @property
    def message_ids(self) -> list[str]:
        """The Message-ID of each mail taken, in order."""
        return [re.search(rb"^Message-ID: <(.*?)>", mail, re.M)[1].decode() for _, mail in self.taken]  # type: ignore[index]

    async def handle_EHLO(
        self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count the connections (the second EHLO after STARTTLS is the same one)."""
        self.connections += 0 if session.ssl else 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take the sender, or answer as told."""
        answer = self.sender(address)
        if answer is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take the address, or answer as told."""
        answer = self.recipient(address)
        if answer == DROP:
            return await _cut(server)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        """Keep the mail, or answer as told."""
        address = envelope.rcpt_tos[0]
        answer = self.data(address)
        if answer == DROP:
            return await _cut(server)
        if answer is None:
            self.taken.append((address, envelope.content))
        return answer or "250 OK"


def _is_free(port: int) -> bool:
    """Asked beforehand: aiosmtpd leaves an open loop behind when it cannot listen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


async def _cut(server: SMTP) -> str:
    assert server.transport is not None
    server.transport.abort()
    await asyncio.sleep(0)
    return "421 gone"
