"""The server's entry: `flask --app app run`, or `granian app:app`."""

import sys

from registration import create_app
from registration.config import BadSetting

try:
    app = create_app()
except BadSetting as problem:
    sys.exit(f"Wrong setting: {problem}")
