"""The organisers' pages of trainings."""

from registration.trainings.views.desk import (
    basics,
    copying,
    dates,
    listing,
    overview,
    places,
    programme,
    publishing,
    speakers,
    tabs,
)

__all__ = [
    "basics",
    "copying",
    "dates",
    "listing",
    "overview",
    "places",
    "programme",
    "publishing",
    "speakers",
    "tabs",
]
