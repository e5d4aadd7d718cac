"""The import of a whole register of 2,873 rows, against parsing the same file as CSV alone."""

import csv
import io
from time import perf_counter

from bench.figures import Figure, Plan, Turn, taken_in_turns
from bench.installation import Installation
from registration.core import clock
from registration.partners.services import register
from registration.web.writing import writing
from tests.factories import register as made

AIM = 0.005
"""A row becomes an institution with its names, forms, keys and a line of history; a file comes once a year."""
AGAIN = 0.02
"""Of a file that brings nothing new every row is compared."""


def measured(place: Installation, plan: Plan) -> list[Figure]:
    """The first import, and a second one that finds everything as it is; both are taken back after each turn."""
    content = made.written(made.rows())
    rows, rounds = content.count(b"\n"), min(plan.rounds, 3)

    def csv_alone() -> Turn:
        begun = perf_counter()
        list(csv.reader(io.StringIO(content.decode()), delimiter=";"))
        return Turn(rows / (perf_counter() - begun))

    def imported(before: int) -> Turn:
        with place.app.app_context(), writing() as db:
            for _ in range(before):
                register.import_register(db, register.read(content), now=clock.now())
            begun = perf_counter()
            register.import_register(db, register.read(content), now=clock.now())
            taken = perf_counter() - begun
            db.rollback()
        return Turn(rows / taken)

    return [
        taken_in_turns("register: first import", "csv alone", AIM, rounds, csv_alone, lambda: imported(0)),
        taken_in_turns("register: again", "csv alone", AGAIN, rounds, csv_alone, lambda: imported(1)),
    ]
