"""The programs that a run starts: the real server, who asks it, a mail server that takes everything."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.figures import Turn
from registration.config import ROOT, Settings
from registration.jobs import serving

PORTS = range(8311, 8400)
"""Below the kernel's own range, so that no other program is given one of them by chance."""
PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """The running server and the process that asks it."""

    def __init__(self, process: subprocess.Popen[bytes], asker: subprocess.Popen[str], port: int) -> None:
        self.process, self.asker, self.port = process, asker, port

    def turn(self, **job: Any) -> Turn:
        """One turn of asking (bench.asker). Raises RuntimeError when an answer was another than expected."""
        assert self.asker.stdin is not None
        assert self.asker.stdout is not None
        before = self._cpu()
        print(json.dumps({**job, "port": self.port}), file=self.asker.stdin, flush=True)
        told = json.loads(self.asker.stdout.readline())
        if told["wrong"]:
            raise RuntimeError(f"{job['path']}: {told['wrong']}")
        each = (self._cpu() - before) / max(told["answers"], 1) * 1000
        return Turn(told["answers"] / told["seconds"], told["p99"] * 1000, each)

    def _cpu(self) -> float:
        """Seconds of CPU that the server's processes have used."""
        return sum(_cpu_of(pid) for pid in (self.process.pid, *_children(self.process.pid)))


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def served(settings: Settings, environment: Mapping[str, str]) -> Iterator[Server]:
    """granian as the project starts it, with the limits' routes beside the project's own."""
    command = [*serving.commands(settings)["server"][:-1], "bench.limits:app"]
    with _running(command, {**os.environ, **environment}) as server:
        _wait_for(settings.port)
        with _asking() as asker:
            yield Server(server, asker, settings.port)


@contextmanager
def _running(
    command: list[str], environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield started
    finally:
        started.terminate()
        started.wait(PATIENCE)


@contextmanager
def _asking() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bench.asker"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as asker:
        yield asker
        asker.communicate()


@contextmanager
def mail_sink(port: int) -> Iterator[int]:
    """A process that takes every mail on the port."""
    with _running([sys.executable, "-m", "bench.sink", str(port)]):
        _wait_for(port)
        yield port


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    for port in PORTS:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port is free")


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise OSError(f"nothing answers on port {port}")
