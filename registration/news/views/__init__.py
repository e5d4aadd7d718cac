"""Pages of news."""

from registration.news.views import desk, public
from registration.news.views.blueprints import news, news_desk

__all__ = ["desk", "news", "news_desk", "public"]
