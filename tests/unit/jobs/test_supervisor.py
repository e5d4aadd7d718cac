"""Two programs as one: ended together by every signal, restarted one by one, never orphaned."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from registration.config import ROOT
from registration.jobs.supervisor import DEATHS, DEATHS_WITHIN, Child

PROGRAM = """
import sys
from pathlib import Path
from registration.jobs.supervisor import Supervisor
folder = Path(sys.argv[1])
child = [sys.executable, "-c", sys.argv[2]]
both = {name: [*child, name] for name in ("server", "worker")}
supervisor = Supervisor(both, folder, lambda told: print(told.text % told.values, flush=True))
sys.exit(supervisor.run(lambda: print("started", flush=True)))
"""
PATIENT = """
import os, pathlib, sys, time
pathlib.Path(f"{sys.argv[1]}.{os.getpid()}").touch()
time.sleep(120)
"""
WITH_GRANDCHILD = """
import os, pathlib, subprocess, sys, time
if sys.argv[1] == "server":
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
pathlib.Path(f"{sys.argv[1]}.{os.getpid()}").touch()
time.sleep(120)
"""
DYING = "import sys; sys.exit(3)"


def start(folder: Path, child: str) -> "subprocess.Popen[str]":
    """A supervisor in a process group of its own, with two children of the given source."""
    command = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(folder), child]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )


def wait_for(condition: Callable[[], object]) -> None:
    """Until it holds."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited for half a minute")


def pids(folder: Path, name: str) -> list[int]:
    """The processes that this child has been, in order of their start."""
    found = sorted(folder.glob(f"{name}.*"), key=lambda path: path.stat().st_mtime_ns)
    return [int(path.suffix[1:]) for path in found]


def is_running(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def group(leader: int) -> list[int]:
    """All living processes of the group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_both_and_that_is_a_clean_end(tmp_path: Path, number: signal.Signals) -> None:
    with start(tmp_path, PATIENT) as process:
        wait_for(lambda: pids(tmp_path, "server") and pids(tmp_path, "worker"))
        process.send_signal(number)
        assert process.wait(30) == 0
        assert group(process.pid) == []


def test_ctrl_c_reaches_the_whole_group_and_ends_it_cleanly(tmp_path: Path) -> None:
    with start(tmp_path, PATIENT) as process:
        wait_for(lambda: pids(tmp_path, "server") and pids(tmp_path, "worker"))
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(30) == 0
        assert group(process.pid) == []


def test_a_killed_supervisor_leaves_nobody_behind(tmp_path: Path) -> None:
    with start(tmp_path, PATIENT) as process:
        wait_for(lambda: pids(tmp_path, "server") and pids(tmp_path, "worker"))
        process.kill()
        process.wait(30)
        wait_for(lambda: group(process.pid) == [])


def test_a_child_that_dies_is_started_again_and_its_own_children_are_ended(tmp_path: Path) -> None:
    with start(tmp_path, WITH_GRANDCHILD) as process:
        wait_for(lambda: pids(tmp_path, "server") and pids(tmp_path, "worker"))
        before = set(group(process.pid))
        (server,) = pids(tmp_path, "server")
        os.kill(server, signal.SIGKILL)
        wait_for(lambda: len(pids(tmp_path, "server")) == 2)
        assert len(pids(tmp_path, "worker")) == 1
        survivors = before & set(group(process.pid))
        assert survivors == {process.pid, pids(tmp_path, "worker")[0]}
        process.terminate()
        assert process.wait(30) == 0
        assert group(process.pid) == []


@pytest.mark.slow
def test_a_child_that_keeps_dying_ends_everything_with_a_message(tmp_path: Path) -> None:
    with start(tmp_path, DYING) as process:
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"ended {DEATHS} times within a minute: giving up" in told


def test_deaths_far_apart_are_forgiven() -> None:
    child = Child("server", [], ROOT)
    assert all(child.note_death(number * DEATHS_WITHIN / (DEATHS - 1) + number) for number in range(50))
    assert [child.note_death(5000.0) for _ in range(DEATHS)] == [True] * (DEATHS - 1) + [False]


def test_it_waits_longer_after_each_death() -> None:
    child = Child("server", [], ROOT)
    waits = []
    for _ in range(DEATHS):
        child.note_death(100.0)
        waits.append(child.start_at - 100.0)
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0]
