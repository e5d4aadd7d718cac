"""The two blueprints of trainings: the public's and the organisers'."""

from flask import Blueprint

trainings = Blueprint("trainings", __name__)
trainings_desk = Blueprint("trainings_desk", __name__)
