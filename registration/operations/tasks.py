"""What the worker does for operations."""

from registration.core import clock
from registration.operations import services
from registration.web.writing import writing


def beat() -> None:
    """Note that the worker lives."""
    with writing() as db:
        services.beat(db, clock.now())
