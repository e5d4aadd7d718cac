"""Sign-ups, each another person with limits, seat, consents, entry, mail and audit line, against the same form sent
to a route that writes nothing."""

from bench import limits
from bench.figures import Figure, Plan, Turn, taken_in_turns
from bench.installation import Installation

AIMS = {"sqlite": 0.35, "postgresql": 0.25}
FIELDS = {
    "first_name": "Grażyna",
    "last_name": "Żółć-Łęcka",
    "institution": "Gmina Warta",
    "post": "inspektorka",
    "phone": "+48 600 000 000",
    "question": "",
    "needs": "",
    "step": "send",
}


def measured(place: Installation, plan: Plan) -> list[Figure]:
    """The one figure."""
    form = f"/sign-up/{place.scene.open_event}"

    def sent(path: str) -> Turn:
        return place.server.turn(
            path=path,
            form=form,
            fields=FIELDS,
            status=303,
            seconds=plan.seconds,
            connections=plan.connections,
        )

    aim = AIMS[place.database]
    limit = f"{limits.SIGN_UP}?event={place.scene.open_event}"
    return [
        taken_in_turns("sign-up", "no database", aim, plan.rounds, lambda: sent(limit), lambda: sent(form))
    ]
