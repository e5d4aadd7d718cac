"""The organisers' pages of trainings."""

from registration.trainings.views.desk import (
    basics,
    listing,
    overview,
    places,
    programme,
    publishing,
    speakers,
    tabs,
)

__all__ = ["basics", "listing", "overview", "places", "programme", "publishing", "speakers", "tabs"]
