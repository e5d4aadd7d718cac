"""The server's entry: `flask --app app run`, or `granian app:app`."""

from registration import create_app

app = create_app()
