"""Files at the edge: how one is answered, how a form takes one, what is too large."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, render_template_string
from flask.typing import ResponseReturnValue
from sqlalchemy import orm
from wtforms import StringField

from registration.core import clock
from registration.core.errors import DomainError
from registration.files import services, shelf
from registration.files.allowance import takes_files
from registration.files.answering import answer
from registration.files.errors import ContentMissing
from registration.files.forms import UploadField, UploadForm
from registration.files.models import StoredFile
from registration.files.place import shelf_folder, upload_megabytes
from registration.files.receiving import accept_document
from registration.web.forms import BaseForm
from tests import uploads
from tests.pages import InspectingClient

MEGABYTE = 1024 * 1024


@pytest.fixture
def stored(app: Flask, db: orm.Session) -> StoredFile:
    """A kept PDF."""
    received = accept_document(
        shelf_folder(), uploads.upload(uploads.PDF, "Sieradzkie+ list.pdf"), megabytes=1
    )
    return services.keep_document(db, received, services.Uploader(None, ""), now=clock.now())


def answered(app: Flask, stored: StoredFile, name: str = "", **options: Any) -> Response:
    """What a view would give."""
    headers = options.pop("headers", {})
    with app.test_request_context("/plik", headers=headers):
        made = answer(stored, name, **options)
        made.direct_passthrough = False
        return made


def test_a_document_is_saved_under_the_name_that_people_gave_it(app: Flask, stored: StoredFile) -> None:
    with answered(app, stored) as found:
        assert found.data == uploads.PDF
        assert found.headers["Content-Disposition"] == 'attachment; filename="Sieradzkie+ list.pdf"'
        assert found.headers["Content-Type"] == "application/pdf"
        assert found.headers["X-Content-Type-Options"] == "nosniff"
        assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert found.headers["ETag"] == f'"{stored.sha256}"'


def test_a_polish_name_reaches_the_disk_as_it_is(app: Flask, stored: StoredFile) -> None:
    with answered(app, stored, "Źródło „łąka”; list.pdf") as found:
        told = found.headers["Content-Disposition"]
    assert told.startswith("attachment; filename=")
    assert "filename*=UTF-8''%C5%B9r%C3%B3d%C5%82o%20%E2%80%9E%C5%82%C4%85ka%E2%80%9D%3B%20list.pdf" in told
    assert "\n" not in told


def test_who_has_the_file_gets_304(app: Flask, stored: StoredFile) -> None:
    with answered(app, stored, headers={"If-None-Match": f'"{stored.sha256}"'}) as found:
        assert found.status_code == 304
        assert not found.data


def test_a_private_file_is_kept_by_no_cache(app: Flask, stored: StoredFile) -> None:
    with answered(app, stored, public=False) as found:
        assert found.headers["Cache-Control"] == "private, no-store"


def test_a_file_whose_bytes_are_gone_does_not_exist(app: Flask, stored: StoredFile) -> None:
    shelf.path_of(shelf_folder(), stored.sha256).unlink()
    with pytest.raises(ContentMissing):
        answered(app, stored)


def test_no_page_and_no_vector_picture_is_ever_shown_as_ours(app: Flask, stored: StoredFile) -> None:
    for kind in ("text/html", "image/svg+xml", "application/xhtml+xml"):
        stored.media_type = kind
        with answered(app, stored) as found:
            assert found.headers["Content-Disposition"].startswith("attachment")
            assert found.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


PAGE = """{% extends "base.html" %}{% block title %}Dokument{% endblock %}{% block content %}<h1>Dokument</h1>
<form method="post" enctype="multipart/form-data"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label for="note">Uwaga</label><input id="note" name="note" value="{{ form.note.data or '' }}">
<label for="letter">Plik</label><input type="file" id="letter" name="letter">
{% for message in form.letter.errors %}<p>{{ message }}</p>{% endfor %}</form>{% endblock %}"""


class LetterForm(UploadForm):
    """A note and a letter."""

    note = StringField("Uwaga")
    letter = UploadField("Plik", accept=".pdf")


class TextForm(BaseForm):
    """A form that takes no file."""

    note = StringField("Uwaga")


@pytest.fixture
def browser(app: Flask, monkeypatch: pytest.MonkeyPatch) -> InspectingClient:
    """At a site with a form that takes a letter; the page stands in the place of another."""

    @takes_files
    def take() -> ResponseReturnValue:
        form = LetterForm()
        if not form.validate_on_submit():
            return render_template_string(PAGE, form=form)
        try:
            received = accept_document(shelf_folder(), form.letter.data, megabytes=upload_megabytes())
        except DomainError as problem:
            form.add_problem(problem)
            return render_template_string(PAGE, form=form)
        return f"{received.name} {form.note.data or ''}", {"Content-Type": "text/plain"}

    monkeypatch.setitem(app.view_functions, "pages.save_preferences", take)
    monkeypatch.setitem(app.view_functions, "pages.home", take)
    made = app.test_client()
    assert isinstance(made, InspectingClient)
    return made


def send(browser: InspectingClient, content: bytes, name: str = "list.pdf", **fields: Any) -> Any:
    """Fill in and send the form."""
    token = browser.token("/")
    letter = (io.BytesIO(content), name)
    body, kind = uploads.multipart({"csrf_token": token, "note": "Łódź+", "letter": letter, **fields})
    return browser.post("/preferences", data=body, content_type=kind)


def test_a_form_takes_a_file(browser: InspectingClient) -> None:
    assert send(browser, uploads.PDF).text == "list.pdf Łódź+"


def test_the_browser_is_told_what_may_be_chosen(app: Flask) -> None:
    with app.test_request_context("/"):
        shown = LetterForm().letter()
    for told in ('accept=".pdf"', f'data-most-bytes="{20 * MEGABYTE}"', "Plik ma więcej niż 20"):
        assert told in shown.replace("\xa0", " "), told


def test_a_refused_file_is_told_at_its_field_and_the_text_stays(browser: InspectingClient) -> None:
    page = send(browser, b"<svg onload=alert(1)>", "list.pdf")
    assert "To nie jest plik PDF" in page.text
    assert 'value="Łódź+"' in page.text


def test_a_file_somewhat_too_large_is_told_at_its_field_and_the_text_stays(browser: InspectingClient) -> None:
    page = send(browser, b"%PDF-" + b"x" * 25 * MEGABYTE)
    assert "Plik ma więcej niż 20" in page.text
    assert 'value="Łódź+"' in page.text


def test_a_file_far_too_large_gets_a_page_that_says_how_large_it_may_be(browser: InspectingClient) -> None:
    page = send(browser, b"x" * 70 * MEGABYTE)
    assert page.status_code == 413
    assert "20 MB" in page.text.replace("\xa0", " ")


def test_a_form_that_takes_no_files_stays_small(browser: InspectingClient) -> None:
    page = browser.post("/sign-up/link", data={"email": "x" * 3 * MEGABYTE})
    assert page.status_code == 413
    assert "20 MB" not in page.text.replace("\xa0", " ")


def test_a_file_in_the_place_of_a_text_is_no_answer(browser: InspectingClient) -> None:
    page = send(browser, uploads.PDF, note=(io.BytesIO(b"x"), "x.txt"))
    assert page.text == "list.pdf "


def test_a_text_in_the_place_of_a_file_is_no_answer(browser: InspectingClient) -> None:
    page = browser.send("/preferences", {"note": "a", "letter": "treść"}, form_at="/")
    assert "Wybierz plik" in page.text


def test_other_forms_still_take_no_files(app: Flask) -> None:
    body = {"note": (io.BytesIO(b"x"), "x.txt")}
    with app.test_request_context("/", method="POST", data=body, content_type="multipart/form-data"):
        assert not TextForm().note.data


def test_the_shelf_lies_outside_of_what_the_server_gives_away(app: Flask) -> None:
    with app.app_context():
        assert Path(app.static_folder or "") not in shelf_folder().parents
