"""The buttons of the programme's form: what was typed comes back with items moved, divided, added or shifted.

They work on the fields as they came, so that nothing typed is lost, also what cannot be read. Nothing is stored.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.trainings.forms.programme import MOST_ITEMS, ItemForm, ProgrammeForm, item_name
from registration.trainings.forms.rows import Fields, blank, rows_of, text, with_rows
from registration.trainings.forms.shifting import ShiftForm
from registration.trainings.services.programme import arranging
from registration.trainings.services.programme.arranging import DOWN, UP, Span
from registration.trainings.services.programme.parts import renumbered
from registration.trainings.services.programme.times import FIRST_YEAR, LAST_YEAR
from registration.web import filters
from registration.web.fields import typed

TITLE = "title"
"""Where the focus goes in an item that has just come into the form."""


@dataclass
class Rearranged:
    """The form after a button: its fields, and what to say of it.

    `focus`: the place of the item that was acted on, None where the message itself is to be read; `control`: its
    field or button that gets the focus. `fault`: (place of the item or None, field, sentence) of what was refused.
    """

    fields: Fields
    said: str = ""
    lines: list[str] = field(default_factory=list)
    focus: int | None = None
    control: str = ""
    fault: tuple[int | None, str, str] | None = None


class Arranger:
    """The form as it was sent, and a method for each button."""

    def __init__(self, form: ProgrammeForm, sent: Fields, language: str) -> None:
        self.form, self.sent, self.language = form, sent, language
        self.rows = rows_of(sent)
        self.items: list[ItemForm] = [entry.form for entry in form.items.entries]
        self.spans = [_span(item) for item in self.items]

    def pressed(self) -> Rearranged | None:
        """What the pressed button does; None where it was none of these."""
        acts: dict[str, Callable[[int], Rearranged]] = {
            "up": lambda place: self._move(place, UP),
            "down": lambda place: self._move(place, DOWN),
            "split": self._split,
            "before": lambda place: self._add(place, place),
            "after": lambda place: self._add(place + 1, place),
            "remove": self._remove,
        }
        if "add" in self.sent:
            return self._add(len(self.rows), len(self.rows) - 1)
        if "shift" in self.sent:
            return self._shift()
        name = next((name for name in acts if name in self.sent), None)
        if name is None:
            return None
        place = self._place(self.sent[name])
        return acts[name](place) if place is not None else Rearranged(self.sent)

    def _place(self, value: str) -> int | None:
        sound = value.isascii() and value.isdigit() and len(value) < 5 and int(value) < len(self.rows)
        return int(value) if sound else None

    def _move(self, place: int, step: int) -> Rearranged:
        name, control = self._name(place), "up" if step == UP else "down"
        arranged = arranging.move(self.spans, place, step)
        if arranged is None:
            stays = _("%(item)s is the first one already.", item=name)
            if step == DOWN:
                stays = _("%(item)s is the last one already.", item=name)
            return Rearranged(self.sent, stays, focus=place, control=control)
        lines = self._rewritten(arranged.spans)
        self.rows = [self.rows[number] for number in arranged.order]
        said = _("%(item)s: moved up.", item=name) if step == UP else _("%(item)s: moved down.", item=name)
        return self._done(said, lines, arranged.order.index(place), control)

    def _split(self, place: int) -> Rearranged:
        item, span, name = self.items[place], self.spans[place], self._name(place)
        if typed(item.split_at) and item.split_at.data is None:
            return self._refused(
                place,
                "split_at",
                _("%(item)s: enter the time of the division, for example 10:30.", item=name),
            )
        if span is None:
            return self._refused(
                place,
                "start",
                _("%(item)s: it can be divided when its date and hours are entered.", item=name),
            )
        halves = arranging.split(span, item.split_at.data)
        if halves is None:
            return self._refused(
                place, "split_at", _("%(item)s: enter a time between its start and its end.", item=name)
            )
        return self._full() or self._divided(place, halves)

    def _divided(self, place: int, halves: tuple[Span, Span]) -> Rearranged:
        name, mine = self._name(place), {**self.rows[place], "split_at": [""]}
        self.rows[place : place + 1] = [
            {**mine, **_typed(halves[0])},
            {**mine, **_typed(halves[1]), "id": [""], "description": [""]},
        ]
        titles = [text(row, "title") for row in self.rows]
        for number, title in renumbered(titles, place, self.language).items():
            self.rows[number]["title"] = [title]
        lines = [_told(half, text(self.rows[place + n], "title")) for n, half in enumerate(halves)]
        return self._done(_("%(item)s: divided in two.", item=name), lines, place + 1, TITLE)

    def _add(self, place: int, beside: int) -> Rearranged:
        """A new item, on the day of the one beside it."""
        day = self.rows[beside].get("day", [""]) if self.rows else [""]
        self.rows.insert(place, blank(day))
        said = _("An empty item is added. Left empty, it is not saved.")
        return self._full(1) or self._done(said, focus=place, control=TITLE)

    def _remove(self, place: int) -> Rearranged:
        said = _("%(item)s is taken out.", item=self._name(place))
        del self.rows[place]
        return self._done(said, [_("It is removed from the programme when the form is saved.")])

    def _shift(self) -> Rearranged:
        wanted = ShiftForm.of(self.form, self.sent)
        problem, day = wanted.problem(), wanted.chosen
        if problem or day is None:
            target, sentence = problem or (wanted.day, "")
            return self._refused(None, target.short_name, sentence)
        shifted = arranging.shift(self.spans, day, wanted.by(day))
        lines = self._rewritten(shifted)
        undated = [n for n, item in enumerate(self.items) if self.spans[n] is None and item.day.data == day]
        for number in undated if wanted.to.data else ():
            self.rows[number]["day"] = [wanted.to.data.isoformat()]
        for name in ("shift-day", "shift-minutes", "shift-to"):
            self.sent.poplist(name)
        said = ngettext("%(num)d item is shifted.", "%(num)d items are shifted.", len(shifted))
        return self._done(said, lines)

    def _rewritten(self, spans: Mapping[int, Span]) -> list[str]:
        """Type the new times; gives a line about each item, in the order of time."""
        for number, span in spans.items():
            self.rows[number] |= _typed(span)
        ordered = sorted(spans.items(), key=lambda one: (one[1].start, one[0]))
        return [_told(span, self.items[number].title.data or "") for number, span in ordered]

    def _name(self, place: int) -> str:
        return item_name(place, self.items[place].title.data)

    def _full(self, more: int = 0) -> Rearranged | None:
        if len(self.rows) - more < MOST_ITEMS:
            return None
        return self._refused(None, "", _("A programme has at most %(most)s items.", most=MOST_ITEMS))

    def _refused(self, place: int | None, name: str, sentence: str) -> Rearranged:
        return Rearranged(self.sent, fault=(place, name, sentence))

    def _done(
        self, said: str, lines: Iterable[str] = (), focus: int | None = None, control: str = ""
    ) -> Rearranged:
        return Rearranged(with_rows(self.sent, self.rows), said, list(lines), focus, control)


def _span(item: ItemForm) -> Span | None:
    """When the item is as typed; None where that cannot be read, or is no time forwards."""
    day, last = item.day.data, item.end_day.data or item.day.data
    if day is None or item.start.data is None or item.end.data is None:
        return None
    if not (FIRST_YEAR <= day.year <= LAST_YEAR and FIRST_YEAR <= last.year <= LAST_YEAR):
        return None
    start, end = datetime.combine(day, item.start.data), datetime.combine(last, item.end.data)
    return Span(start, end) if start < end else None


def _typed(span: Span) -> dict[str, list[str]]:
    """The item's times as a browser sends them."""
    later = span.end.date() != span.start.date()
    return {
        "day": [span.start.date().isoformat()],
        "start": [f"{span.start:%H:%M}"],
        "end": [f"{span.end:%H:%M}"],
        "end_day": [span.end.date().isoformat() if later else ""],
    }


def _told(span: Span, title: str) -> str:
    """ "środa, 1 lipca 2026 r., godz. 9:00–10:30: Negocjacje"."""
    start, end = (moment.replace(tzinfo=UTC) for moment in (span.start, span.end))
    hours = filters.full(start, end, "UTC")
    return f"{hours}: {title}" if title else hours


def show_fault(form: ProgrammeForm, shift: ShiftForm, fault: tuple[int | None, str, str]) -> None:
    """Put a refusal where it belongs: at the item, at the small form of shifting, or above all."""
    place, name, sentence = fault
    if not name:
        form.form_errors.append(sentence)
        return
    target = shift[name] if place is None else form.items.entries[place].form[name]
    target.errors = [sentence]
    if place is None:
        form.elsewhere.append((target.id, sentence))
