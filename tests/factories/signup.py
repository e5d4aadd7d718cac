"""Signing up through the form, as tests need it."""

from typing import Any

from werkzeug.test import TestResponse

from tests.pages import InspectingClient

ANSWERS = {
    "first_name": "Grażyna",
    "last_name": "Żółć-Łęcka",
    "email": "grazyna@warta.example.pl",
    "institution": "Gmina Warta",
    "post": "inspektorka",
    "phone": "600 000 000",
    "question": "",
    "needs": "",
    "submission_key": "first-submission-key",
}


def sign_up(client: InspectingClient, slug: str, **answers: Any) -> TestResponse:
    """Fill in the form and send it, past the check of the answers."""
    return client.send(f"/sign-up/{slug}", {**ANSWERS, "step": "send", **answers})
