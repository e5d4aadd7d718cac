"""The blueprint of contacts."""

from flask import Blueprint

contacts_desk = Blueprint("contacts_desk", __name__)
