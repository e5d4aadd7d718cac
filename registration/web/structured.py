"""What a page tells search engines: JSON-LD inside <script type="application/ld+json">."""

import json
from collections.abc import Mapping
from typing import Any

SCHEMA = "https://schema.org/"
_UNSAFE_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def in_script(told: Mapping[str, Any]) -> str:
    """The JSON, safe inside HTML."""
    return json.dumps(told, ensure_ascii=False).translate(_UNSAFE_IN_SCRIPT)
