"""What a piece of news is made of."""

from registration.news.models.item import NewsItem, NewsState
from registration.news.models.photograph import Photograph, Posture, SeenPerson

__all__ = ["NewsItem", "NewsState", "Photograph", "Posture", "SeenPerson"]
