"""Forms of news."""

from registration.news.forms.item import ActForm, ItemForm, NewItemForm
from registration.news.forms.photograph import NewPhotographForm, PhotographForm

__all__ = ["ActForm", "ItemForm", "NewItemForm", "NewPhotographForm", "PhotographForm"]
