"""Where an event is, and a venue with its access facts."""

from collections.abc import Iterable
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField, URLField
from wtforms.validators import InputRequired, Length

from registration.trainings.models import Event, Venue
from registration.trainings.services import VenueFacts
from registration.trainings.services.places import LIMITS, LINK_LIMIT, fingerprint
from registration.trainings.words import KNOWN
from registration.web.fields import EditForm
from registration.web.forms import many_lines, one_line

KNOWN_FACTS = {"yes": True, "no": False, "": None}


def _at_most(name: str) -> Length:
    return Length(max=LIMITS[name], message=_l("Shorten this: at most %(max)d characters fit."))


class PlaceForm(EditForm):
    """One of the venues, or none, and a link for those who join online."""

    venue = RadioField(_l("Place"))
    online_url = URLField(
        _l("Link for joining online"),
        description=_l("Only people who have signed up see it."),
        filters=[one_line],
        validators=[Length(max=LINK_LIMIT, message=_l("Shorten this: at most %(max)d characters fit."))],
    )

    def offer(self, venues: Iterable[Venue]) -> Self:
        """With the venues to choose from."""
        self.venue.choices = [
            ("", _("No place, online only")),
            *((str(one.id), one.full_name) for one in venues),
        ]
        return self

    @classmethod
    def of(cls, event: Event, venues: Iterable[Venue], **options: Any) -> Self:
        """The form as it is filled for an event; with `formdata=None` whatever was sent."""
        chosen = str(event.venue_id) if event.venue_id else ""
        filled = {"edition": event.edition, "venue": chosen, "online_url": event.online_url}
        form = cls(data=filled, **options)
        return form.offer(venues)

    @property
    def venue_id(self) -> int | None:
        """The chosen venue's id, None for no place."""
        return int(self.venue.data) if self.venue.data else None


class KnownField(RadioField):  # type: ignore[misc]
    """An access fact: yes, no, or not known."""

    def __init__(self, label: object = None, **values: object) -> None:
        super().__init__(
            label, choices=[("", ""), ("yes", ""), ("no", "")], validate_choice=False, default="", **values
        )

    def process_data(self, value: object) -> None:
        """From the stored fact to its word."""
        self.data = "" if value in (None, "") else "yes" if value in (True, "yes") else "no"

    def iter_choices(self) -> Iterable[tuple[str, str, bool, dict[str, str]]]:
        """The choices in the language in force."""
        for value in ("yes", "no", ""):
            yield value, _(KNOWN[KNOWN_FACTS[value]]), value == self.data, {}


class VenueForm(EditForm):
    """A venue. What nobody knows is said to be not known.

    A new one carries the edition of the event that gets it, a correction the venue as it was `seen`."""

    seen = HiddenField()
    name = StringField(
        _l("Name of the place"),
        description=_l("For example: County office, conference hall"),
        filters=[one_line],
        validators=[InputRequired(_l("Enter the name of the place.")), _at_most("name")],
    )
    street = StringField(_l("Street and number"), filters=[one_line], validators=[_at_most("street")])
    postcode = StringField(_l("Postcode"), filters=[one_line], validators=[_at_most("postcode")])
    town = StringField(_l("Town"), filters=[one_line], validators=[_at_most("town")])
    step_free = KnownField(_l("Step-free entrance"))
    accessible_toilet = KnownField(_l("Accessible toilet"))
    hearing_loop = KnownField(_l("Hearing loop"))
    disabled_parking = KnownField(_l("Parking for people with disabilities"))
    access_notes = TextAreaField(
        _l("How to get in"), filters=[many_lines], validators=[_at_most("access_notes")]
    )
    access_contact = StringField(
        _l("Whom to ask about access"),
        description=_l("A post and a telephone number or e-mail address."),
        filters=[one_line],
        validators=[_at_most("access_contact")],
    )

    @classmethod
    def of(cls, venue: Venue, **options: Any) -> Self:
        """The form as it is filled for a venue; with `formdata=None` whatever was sent."""
        return cls(obj=venue, data={"seen": fingerprint(venue)}, **options)

    def to_command(self) -> VenueFacts:
        """What was typed."""
        facts = ("step_free", "accessible_toilet", "hearing_loop", "disabled_parking")
        told: dict[str, Any] = {name: getattr(self, name).data or "" for name in LIMITS}
        told |= {name: KNOWN_FACTS.get(getattr(self, name).data) for name in facts}
        return VenueFacts(**told)
