"""Names as IMAP writes them (RFC 3501, 5.1.3): strings in quotes, and folders in a UTF-7 of their own."""

import re
from base64 import b64encode

_FOREIGN = re.compile(r"[^\x20-\x7e]+")


def quoted(text: str) -> str:
    """As a quoted string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def encoded(folder: str) -> str:
    """A folder's name as the server knows it: "Łódź" is "&AUEA8w-d&AXo-", "&" is "&-"."""
    return _FOREIGN.sub(_shifted, folder.replace("&", "&-"))


def _shifted(found: re.Match[str]) -> str:
    packed = b64encode(found[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
    return f"&{packed}-"
