"""The organisers' pages of trainings."""

from registration.trainings.views.desk import (
    basics,
    copying,
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
    "listing",
    "overview",
    "places",
    "programme",
    "publishing",
    "speakers",
    "tabs",
]
