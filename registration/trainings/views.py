"""Pages of trainings."""

from flask import Blueprint

trainings = Blueprint("trainings", __name__)
trainings_desk = Blueprint("trainings_desk", __name__)
