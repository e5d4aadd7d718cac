"""The blueprints of partnerships."""

from flask import Blueprint

partnerships = Blueprint("partnerships", __name__)
partnerships_desk = Blueprint("partnerships_desk", __name__)
