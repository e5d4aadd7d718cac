"""The answer when more passwords are to be checked at once than there is memory for."""

from http import HTTPStatus

from flask import Flask, make_response
from flask.typing import ResponseReturnValue

from registration.accounts.passwords import TooManyHashes
from registration.web.errors import error_page

RETRY_AFTER = 5
"""Seconds after which a browser or a program may come again."""


def answer_when_busy(app: Flask) -> None:
    """503 with Retry-After (RFC 9110, 10.2.3)."""

    @app.errorhandler(TooManyHashes)
    def come_again(problem: TooManyHashes) -> ResponseReturnValue:
        answer = make_response(error_page(HTTPStatus.SERVICE_UNAVAILABLE))
        answer.headers["Retry-After"] = str(RETRY_AFTER)
        return answer
