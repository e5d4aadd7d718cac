"""Jobs: the task engine (Huey), its schedule and the supervisor of server and worker.

Owns no table. Packages above register plain functions under a name (`task`, `periodic`; called from
registration.wiring); `kick` asks for one to be run soon. The engine only wakes the worker and may lose what
it was told: the row, not the queue, is the truth, so every kicked task also has a sweep.
"""

from flask import Flask

from registration.jobs.engine import kick, kick_at, stopping
from registration.jobs.registry import periodic, task
from registration.jobs.serving import first_run_codes

__all__ = [
    "configure",
    "first_run_codes",
    "kick",
    "kick_at",
    "periodic",
    "register_commands",
    "stopping",
    "task",
]


def configure(app: Flask) -> None:
    """Set up the engine from the settings; its storage is opened when first used."""
    from registration.jobs import engine

    engine.configure(app)


def register_commands(app: Flask) -> None:
    """Add `flask worker` and `flask serve`."""
    from registration.jobs.cli import serve, worker

    app.cli.add_command(worker)
    app.cli.add_command(serve)
