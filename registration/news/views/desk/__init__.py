"""The organisers' pages of news."""

from registration.news.views.desk import items, photographs, publishing

__all__ = ["items", "photographs", "publishing"]
