"""Two pages for programs that watch the site: does the process answer, and is all well?"""

from http import HTTPStatus

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from registration.core import clock
from registration.operations.health import UNREACHABLE, Health, look
from registration.web.caching import personal
from registration.web.writing import reading

health = Blueprint("health", __name__)


@health.get("/live")
def live() -> ResponseReturnValue:
    """The process answers; asks nothing of the database."""
    return personal(jsonify(status="alive"))


@health.get("/ready")
def ready() -> ResponseReturnValue:
    """200 when visitors can be served and mails leave, else 503; the parts say what is wrong."""
    try:
        found = look(reading(), clock.now())
    except SQLAlchemyError as problem:
        current_app.logger.warning("health: the database does not answer: %s", type(problem).__name__)
        found = UNREACHABLE
    answer = personal(jsonify(_told(found)))
    answer.status_code = HTTPStatus.OK if found.ready else HTTPStatus.SERVICE_UNAVAILABLE
    return answer


def _told(found: Health) -> dict[str, object]:
    return {
        "status": "ready" if found.ready else "not ready",
        "database": found.database,
        "migrations": found.migrations,
        "worker": found.worker,
        "worker_seconds": found.worker_seconds,
        "mail": found.mail,
        "oldest_due_seconds": found.mail_seconds,
    }
