"""The public pages, and those of the desk."""

from flask import Blueprint

news = Blueprint("news", __name__)
news_desk = Blueprint("news_desk", __name__)
