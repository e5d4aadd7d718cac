"""Jobs: the task engine (Huey), its schedule and the supervisor of server and worker.

Owns no table. Packages above register their tasks in registration.wiring; the row, not the queue, is the truth.
"""

from flask import Flask


def configure(app: Flask) -> None:
    """Set up the engine from the settings."""


def register_commands(app: Flask) -> None:
    """Add `flask worker` and `flask serve`."""
