"""What came of a file, for the page: figures for good, and for a day which rows and whom."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.documents.table import column_letters
from registration.documents.writing import as_csv
from registration.partners.services.contacts.importing.cells import Problem
from registration.partners.services.contacts.importing.planning import (
    COMPARED,
    Change,
    Plan,
    Prepared,
    refused_rows,
)

MOST_SHOWN = 100
TO_CORRECT = N_("To be corrected")
HIDDEN = frozenset({*COMPARED, "unlinked"})


def report(prepared: Prepared, plan: Plan, names: Mapping[int, str]) -> dict[str, Any]:
    """JSON-ready; `names` are those of institutions. Lists are cut, figures are not."""
    return {
        "figures": figures(prepared, plan),
        "problems": [_problem(prepared, one) for one in plan.problems[:MOST_SHOWN]],
        "changes": [_change(one, names) for one in plan.changed[:MOST_SHOWN]],
        "repeated": [[one.row, first] for one, first in plan.repeated[:MOST_SHOWN]],
    }


def figures(prepared: Prepared, plan: Plan) -> dict[str, int]:
    """How many rows there are, and what becomes of them: the other figures add up to the first."""
    refused = len({one.row for one in plan.problems})
    return {
        "rows": len(prepared.table.rows),
        "added": len(plan.added),
        "changed": len(plan.changed),
        "same": len(plan.same),
        "repeated": len(plan.repeated),
        "refused": refused,
        "problems": len(plan.problems),
        "unlinked": sum(bool(one.values["unlinked"]) for one in plan.added),
    }


def told(problem: Mapping[str, Any]) -> Sentence:
    """The sentence of a problem as it is stored."""
    return Sentence(problem["text"], problem["values"], problem["many"])


def refused_file(prepared: Prepared, plan: Plan, language: str) -> bytes | None:
    """The refused rows as a CSV file with what is wrong behind each; None where nothing is wrong."""
    if not plan.problems:
        return None
    wrong: dict[int, list[str]] = {}
    for one in plan.problems:
        wrong.setdefault(one.row, []).append(_in_words(prepared, one, language))
    rows = [(*row.cells, "\n".join(wrong[row.number])) for row in refused_rows(prepared, plan)]
    return as_csv((*prepared.table.headings, speak(TO_CORRECT, language)), rows)


def _in_words(prepared: Prepared, one: Problem, language: str) -> str:
    text = speak(one.error.told, language)
    return f"{prepared.table.headings[one.column]}: {text}" if one.column is not None else text


def _problem(prepared: Prepared, one: Problem) -> dict[str, Any]:
    sentence, at = one.error.told, one.column
    return {
        "row": one.row,
        "column": column_letters(at) if at is not None else "",
        "heading": prepared.table.headings[at] if at is not None else "",
        "text": sentence.text,
        "values": {name: str(value) for name, value in sentence.values.items()},
        "many": sentence.many,
    }


def _change(one: Change, names: Mapping[int, str]) -> dict[str, Any]:
    """Who is brought up to date, and how: [name of the value, before, after]."""
    told = one.known.values
    return {
        "row": one.person.row,
        "contact": one.known.id,
        "called": told["name"] or told["post"],
        "values": [
            [*labelled(name, before, names), labelled(name, one.after[name], names)[1]]
            for name, before in one.before.items()
            if name not in HIDDEN
        ],
    }


def labelled(name: str, value: Any, names: Mapping[int, str]) -> tuple[str, str]:
    """The value under the name that the history knows it by (words.contact.NAMES)."""
    if name == "organisation_id":
        return "contact_institution", names.get(value, "")
    return f"contact_{name}", value.isoformat() if isinstance(value, date) else str(value or "")
