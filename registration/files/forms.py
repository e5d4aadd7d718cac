"""The form with a file in it."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from registration.core.errors import DomainError
from registration.files.errors import FileTooLarge
from registration.files.place import upload_megabytes
from registration.files.receiving import MEGABYTE
from registration.web.fields import EditForm
from registration.web.forms import BaseForm
from registration.web.language import say


class UploadField(FileField):  # type: ignore[misc]
    """One file. Its `data` is werkzeug's FileStorage or None; `accept` is what the browser offers first."""

    def __init__(self, label: object = None, *, accept: str = "", **values: Any) -> None:
        super().__init__(label, **values)
        self.accept = accept


DOCUMENTS = ".pdf,.docx,.xlsx,.odt,.ods"
PICTURES = ".jpg,.jpeg,.png,.webp"


class UploadForm(BaseForm):
    """A BaseForm that takes files, in its UploadFields alone: elsewhere a file in the place of a text is no answer."""

    class Meta(BaseForm.Meta):
        """Files for the fields of files, texts for all others."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """As Flask-WTF's, sorted by kind of field."""
            given = super().wrap_formdata(form, formdata)
            if given is not request.form or not request.files:
                return given
            names = {field.name for field in form._fields.values() if isinstance(field, UploadField)}
            files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in names)
            return CombinedMultiDict((files, request.form))

    def __init__(self, *args: Any, **values: Any) -> None:
        """Browsers are told what may be chosen, and scripts how much (static/js/file-size.js)."""
        super().__init__(*args, **values)
        most = upload_megabytes()
        told = say(FileTooLarge(megabytes=most).told)
        for field in (one for one in self if isinstance(one, UploadField)):
            sizes = {"data-most-bytes": str(most * MEGABYTE), "data-too-large": told}
            field.render_kw = {**(field.render_kw or {}), "accept": field.accept, **sizes}

    def add_problem(self, problem: DomainError) -> None:
        """As BaseForm's; a refused file is said at the form's only field for files, whatever its name."""
        fields = [field for field in self if isinstance(field, UploadField)]
        if problem.field == "file" and len(fields) == 1:
            problem.field = fields[0].name
        super().add_problem(problem)


class UploadEditForm(UploadForm, EditForm):
    """Of something that others may edit at the same time."""
