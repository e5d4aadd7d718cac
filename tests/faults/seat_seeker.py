"""A process of the race for seats: the whole application, one visitor, many attempts as fast as they go.

Usage: python -m tests.faults.seat_seeker INSTANCE DATABASE_URL SLUG FIRST LAST KEYS GO

Signs up osoba<FIRST> … osoba<LAST>@example.org with the submission keys <KEYS>-<number>; says "ready", waits
until the file GO exists, and prints the answers as JSON: {"303": 25, "409": 275}.
"""

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from flask.testing import FlaskClient

from registration import create_app
from registration.config import Settings
from tests.factories.signup import ANSWERS


def main(instance: str, database: str, slug: str, first: str, last: str, keys: str, go: str) -> None:
    """Take part in the race."""
    settings = Settings(
        instance=Path(instance), database_url=database, secret_key="test-key", base_url="http://localhost"
    )
    app = create_app(settings, {"RATELIMIT_ENABLED": False})
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(f"/sign-up/{slug}").text)
    assert token
    print("ready", flush=True)
    while not Path(go).exists():
        time.sleep(0.01)
    answers: Counter[str] = Counter()
    for number in range(int(first), int(last) + 1):
        answers[str(attempt(client, slug, token[1], number, keys))] += 1
    print(json.dumps(answers))


def attempt(client: FlaskClient, slug: str, token: str, number: int, keys: str) -> int:
    """Send the form; gives the status."""
    fields = {
        **ANSWERS,
        "csrf_token": token,
        "step": "send",
        "email": f"osoba{number}@example.org",
        "submission_key": f"{keys}-{number:012}",
    }
    return client.post(f"/sign-up/{slug}", data=fields).status_code


if __name__ == "__main__":
    main(*sys.argv[1:])
