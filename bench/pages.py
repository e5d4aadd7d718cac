"""Public pages against a route that only says hello; the feed against joining its stored bytes."""

from bench import limits
from bench.figures import Figure, Plan, Turn, taken_in_turns
from bench.installation import Installation

GZIP = {"Accept-Encoding": "gzip"}
FEED = "/calendars/public.ics"


def measured(place: Installation, plan: Plan) -> list[Figure]:
    """The page, the catalogue, the page that the browser has already, the feed."""
    page = f"/trainings/{place.scene.page}"

    def asked(path: str, status: int = 200, headers: dict[str, str] | None = None) -> Turn:
        return place.server.turn(
            path=path,
            status=status,
            headers=headers or {},
            seconds=plan.seconds,
            connections=plan.connections,
        )

    def against_hello(name: str, aim: float, path: str, status: int = 200) -> Figure:
        return taken_in_turns(
            name,
            "hello",
            aim,
            plan.rounds,
            lambda: asked(limits.HELLO),
            lambda: asked(path, status, GZIP),
        )

    return [
        against_hello("public page", 0.5, page),
        against_hello("catalogue of 100", 0.5, "/trainings/"),
        against_hello("page unchanged (304)", 0.7, page, 304),
        taken_in_turns(
            "feed of 1,000",
            "joined bytes",
            0.5,
            plan.rounds,
            lambda: asked(limits.JOINED),
            lambda: asked(FEED),
        ),
    ]
