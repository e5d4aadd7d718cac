"""The sheet of all components: a page that only tests open, to look at, to measure and to run axe on."""

from datetime import date
from types import SimpleNamespace

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, Email, Optional

from registration.core.partial_date import PartialDate
from registration.web.forms import BaseForm
from registration.web.partial_date_field import PartialDateField

NEEDS = [("lift", "Wejście bez schodów"), ("loop", "Pętla indukcyjna"), ("sign", "Tłumacz języka migowego")]


class GalleryForm(BaseForm):
    """One field of each kind."""

    name = StringField("Imię i nazwisko", [DataRequired("Wpisz imię i nazwisko")])
    email = EmailField(
        "Adres e-mail", [DataRequired(), Email("Wpisz adres e-mail, na przykład imie@example.org")]
    )
    phone = TelField("Telefon", [Optional()])
    kind = SelectField(
        "Instytucja",
        choices=[("", "Wybierz z listy"), ("g", "Głowno (gmina wiejska, pow. zgierski, woj. łódzkie)")],
    )
    seats = IntegerField("Liczba miejsc", [DataRequired("Wpisz liczbę miejsc")])
    price = StringField("Koszt", [Optional()])
    about = TextAreaField("Pytanie do prowadzących", [Optional()])
    form_of = RadioField(
        "Jak weźmiesz udział?", [DataRequired()], choices=[("room", "Na miejscu"), ("online", "Online")]
    )
    needs = SelectMultipleField("Czego potrzebujesz, żeby wygodnie wziąć udział?", choices=NEEDS)
    day = DateField("Dzień", [DataRequired()])
    start = TimeField("Początek", [DataRequired()])
    end = TimeField("Koniec", [DataRequired()])
    known = PartialDateField("Data podpisania")
    agree = BooleanField("Wyrażam zgodę na publikację mojego wizerunku w relacji ze szkolenia")


def pages_of_a_list() -> SimpleNamespace:
    """What Flask-SQLAlchemy's Pagination gives for page 4 of 9."""
    numbers = [1, None, 3, 4, 5, None, 9]
    return SimpleNamespace(
        page=4,
        pages=9,
        has_prev=True,
        has_next=True,
        prev_num=3,
        next_num=5,
        iter_pages=lambda **_edges: numbers,
    )


def gallery() -> ResponseReturnValue:
    """The page; with ?errors its form comes back refused."""
    form = GalleryForm(meta={"csrf": False}, formdata=None)
    if "errors" in request.args:
        form.email.data = "zażółć.gęślą@"
        form.validate()
    return render_template(
        "components/_gallery.html",
        form=form,
        first=date(2026, 7, 1),
        last=date(2026, 7, 2),
        yearless=PartialDate.from_iso("07-01"),
        month_only=PartialDate.from_iso("2012-10"),
        paged=pages_of_a_list(),
    )


def add_gallery(app: Flask) -> None:
    """Put the page at /gallery, open to everybody as the `pages` are; for tests only."""
    app.add_url_rule("/gallery", "pages.gallery", gallery)
