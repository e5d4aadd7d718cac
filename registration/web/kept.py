"""Rendered pages that a process keeps, by their ETag; the ones asked for longest ago go first."""

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

MOST_BYTES = 32 * 1024 * 1024
"""What the kept pages of one process may take. The demo's whole site takes a tenth of it in each appearance."""
WORTH_COMPRESSING = 1024


@dataclass(frozen=True)
class KeptPage:
    """An answer: its headers and its bytes, as they are and compressed (the same where it is not worth it)."""

    headers: dict[str, str]
    body: bytes
    compressed: bytes

    @property
    def size(self) -> int:
        """About what it takes in memory."""
        return len(self.body) + len(self.compressed) + 1024


def compressed(body: bytes) -> bytes:
    """The body in gzip (RFC 1952), the same bytes every time; a small one as it is."""
    return gzip.compress(body, 6, mtime=0) if len(body) >= WORTH_COMPRESSING else body


class PageCache:
    """At most `most` bytes of pages. Safe for the threads of a server."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most, self.size = most, 0
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    def find(self, tag: str) -> KeptPage | None:
        """The page with this ETag, if it is kept."""
        with self._lock:
            if tag in self._pages:
                self._pages.move_to_end(tag)
            return self._pages.get(tag)

    def keep(self, tag: str, page: KeptPage) -> None:
        """Keep a page, and drop those that nobody has asked for since; one that takes a quarter of all is not kept."""
        if page.size > self.most // 4:
            return
        with self._lock:
            before = self._pages.pop(tag, None)
            self.size += page.size - (before.size if before else 0)
            self._pages[tag] = page
            while self.size > self.most:
                self.size -= self._pages.popitem(last=False)[1].size

    def __len__(self) -> int:
        return len(self._pages)
