"""Addresses that fill in Google's and Outlook's forms for one event."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from registration.trainings.links import event_links
from registration.trainings.models import Visibility
from tests import factories
from tests.factories.trainings import FIRST_START


def filled(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_google_gets_the_instants_in_utc_and_the_zone_to_show_them(app, db):
    event = factories.event(db, title="Dane & usługi", venue=factories.venue(db))
    links = event_links(event, app.extensions["zapisy.site"], "pl")
    assert links.google.startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&")
    assert filled(links.google) == {
        "action": "TEMPLATE",
        "text": "Dane & usługi",
        "dates": "20260701T070000Z/20260701T130000Z",
        "ctz": "Europe/Warsaw",
        "location": "Sala konferencyjna, ul. Przykładowa 1, Łowicz",
        "details": f"http://localhost/trainings/{event.slug}",
    }


def test_outlook_gets_the_same_without_a_plus_for_a_space(app, db):
    event = factories.event(db, title="Dane i usługi")
    links = event_links(event, app.extensions["zapisy.site"], "pl")
    assert "+" not in links.outlook
    told = filled(links.outlook)
    assert (told["startdt"], told["enddt"]) == ("2026-07-01T07:00:00Z", "2026-07-01T13:00:00Z")
    assert told["subject"] == "Dane i usługi"


def test_the_meetings_link_is_not_in_them(app, db):
    event = factories.event(db, online_url="https://spotkania.example.org/tajny")
    links = event_links(event, app.extensions["zapisy.site"], "en")
    assert "tajny" not in links.google + links.outlook
    assert filled(links.google)["location"] == "online"


def test_several_sessions_of_one_day_are_one_appointment_and_several_days_are_none(app, db):
    event = factories.event(db)
    factories.session(db, event, FIRST_START + timedelta(hours=6), FIRST_START + timedelta(hours=8))
    assert "T150000Z" in filled(event_links(event, app.extensions["zapisy.site"], "pl").google)["dates"]
    assert event_links(factories.event(db, days=2), app.extensions["zapisy.site"], "pl") is None


def test_a_record_without_times_has_no_links(app, db):
    event = factories.event(db, days=0, visibility=Visibility.ARCHIVED)
    assert event_links(event, app.extensions["zapisy.site"], "pl") is None
