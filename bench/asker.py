"""Asks the server over connections that stay open, as fast as answers come.

Reads jobs as JSON from stdin, one in a line, and answers each with what came of it. Requests are bytes made
before the clock runs; the same client measures subject and limit.
"""

import json
import selectors
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from bench.client import Connection, fetched

Requests = Iterator[bytes]
_numbers = count(1)


@dataclass
class Told:
    """What came of a job."""

    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    wrong: str = ""

    def as_json(self) -> str:
        """One line for the process that gave the job."""
        self.waits.sort()
        p99 = self.waits[int(len(self.waits) * 0.99)] if self.waits else 0.0
        return json.dumps(
            {"answers": len(self.waits), "seconds": self.seconds, "p99": p99, "wrong": self.wrong}
        )


def run(job: dict[str, Any], requests: Callable[[], bytes]) -> Told:
    """Ask for `seconds` over `connections`; stop at the first answer with another status than expected."""
    told, expected = Told(), str(job["status"]).encode()
    with selectors.DefaultSelector() as waiting:
        for _ in range(job["connections"]):
            one = Connection(job["port"])
            waiting.register(one.socket, selectors.EVENT_READ, one)
            one.send(requests())
        began = time.perf_counter()
        while not told.wrong and time.perf_counter() - began < job["seconds"]:
            for key, _events in waiting.select(timeout=10):
                _answered(key.data, expected, told, requests)
        told.seconds = time.perf_counter() - began
        for key in list(waiting.get_map().values()):
            key.data.socket.close()
    return told


def _answered(one: Connection, expected: bytes, told: Told, requests: Callable[[], bytes]) -> None:
    status = one.read()
    if status is None:
        return
    told.waits.append(time.perf_counter() - one.sent_at)
    if status != expected:
        told.wrong = f"answered {status.decode()} instead of {expected.decode()}"
        return
    one.send(requests())


def gets(job: dict[str, Any]) -> Callable[[], bytes]:
    """The same GET again and again; with its ETag, where the job wants 304."""
    headers = dict(job.get("headers", {}))
    if job["status"] == 304:
        headers["If-None-Match"] = fetched(job["port"], job["path"], headers).headers["etag"]
    request = _head("GET", job["path"], headers) + b"\r\n"
    return lambda: request


def posts(job: dict[str, Any]) -> Callable[[], bytes]:
    """A form sent by a browser: the session's cookie and token from the form's page, another person each time."""
    page = fetched(job["port"], job["form"], {})
    cookie = page.headers["set-cookie"].partition(";")[0]
    token = page.field("csrf_token")
    given = urlencode({**job["fields"], "csrf_token": token}).encode()
    head = _head("POST", job["path"], {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})

    def one() -> bytes:
        number = next(_numbers)
        body = given + b"&email=osoba%d%%40example.org&submission_key=bench-%016d" % (number, number)
        place = b"X-Forwarded-For: 10.%d.%d.%d\r\n" % (number >> 16 & 255, number >> 8 & 255, number & 255)
        return head + place + b"Content-Length: %d\r\n\r\n" % len(body) + body

    return one


def _head(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


def main() -> None:
    """Do the jobs until there are no more."""
    for line in sys.stdin:
        job = json.loads(line)
        requests = posts(job) if "form" in job else gets(job)
        print(run(job, requests).as_json(), flush=True)


if __name__ == "__main__":
    main()
