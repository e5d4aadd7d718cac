"""HTTP/1.1 with little ado: as much of it as granian's answers need."""

import re
import socket
import time
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection

ANSWER_WITHIN = 30.0
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


class Connection:
    """One connection with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_WITHIN)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.come, self.wanted, self.sent_at = bytearray(), 0, 0.0

    def send(self, request: bytes) -> None:
        """Ask."""
        self.come.clear()
        self.wanted, self.sent_at = 0, time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bytes | None:
        """The answer's status when all of it has come, else None. Raises ConnectionError."""
        more = self.socket.recv(1 << 20)
        if not more:
            raise ConnectionError("the server hung up")
        self.come += more
        if not self.wanted:
            self.wanted = self._size()
        return bytes(self.come[9:12]) if self.wanted and len(self.come) >= self.wanted else None

    def _size(self) -> int:
        """How long head and body are; 0 until the head has come."""
        end = self.come.find(b"\r\n\r\n")
        if end < 0:
            return 0
        length = _LENGTH.search(self.come, 0, end)
        return end + 4 + (int(length[1]) if length and self.come[9:12] != b"304" else 0)


@dataclass(frozen=True)
class Page:
    """A page fetched before the clock runs."""

    headers: dict[str, str]
    text: str

    def field(self, name: str) -> str:
        """The value of a hidden field. Raises LookupError."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', self.text)
        if found is None:
            raise LookupError(name)
        return unescape(found[1])


def fetched(port: int, path: str, headers: dict[str, str]) -> Page:
    """The page at the path; header names are in small letters. Raises ConnectionError for anything but 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=ANSWER_WITHIN)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise ConnectionError(f"{path}: {answer.status}")
    named = {name.lower(): value for name, value in answer.getheaders()}
    return Page(named, "" if answer.getheader("Content-Encoding") else body.decode())
