"""Server and worker as one thing: started together, watched, and ended together."""

from registration.config import Settings


def supervise(settings: Settings) -> int:
    """Run server and worker until a signal; the exit code for the shell."""
    raise NotImplementedError(settings.port)
