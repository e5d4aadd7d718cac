"""The worker process: Huey's threads and schedule, and an end without broken work."""

import logging
import signal
import sys
import threading

from registration.jobs.engine import Engine, ask_to_stop

log = logging.getLogger(__name__)
LINE = "%(levelname)s %(name)s: %(message)s"
LOOKS_EVERY = 0.5
"""Seconds after which an idle thread looks into the queue at the latest: how soon a kicked mail leaves."""
MENDS_EVERY = 10
"""Looks after which it is asked whether the queue's storage is still there."""
FAREWELL = 5
"""Seconds that running tasks get to come to their next look at `stopping()`; leases cover the rest."""


def _mend(engine: Engine) -> None:
    """Nothing that is wrong with the storage may end the worker."""
    try:
        engine.mend()
    except Exception as problem:
        log.warning("the queue's storage: %s", problem)


def work(engine: Engine, threads: int) -> None:
    """Run tasks until a signal asks to stop; then let each thread finish the mail in its hands."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    stop = threading.Event()
    consumer = engine.huey.create_consumer(
        workers=threads, max_delay=LOOKS_EVERY, check_worker_health=False, shutdown_timeout=FAREWELL
    )
    consumer.start()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    looks = 0
    while not stop.wait(LOOKS_EVERY):
        consumer.check_worker_health()
        looks += 1
        if looks % MENDS_EVERY == 0:
            _mend(engine)
    ask_to_stop()
    consumer.stop(graceful=True)
