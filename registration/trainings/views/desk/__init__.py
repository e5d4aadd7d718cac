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
    undoing,
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
    "undoing",
]
