"""Icons of the `lucide` wheel, drawn into the page: no request, the colour of the text around them."""

import re
from functools import cache

from lucide import IconDoesNotExist, _render_icon
from markupsafe import Markup

STROKE = "1.75"
_BETWEEN_TAGS = re.compile(r">\s+<")


@cache
def icon(name: str) -> Markup:
    """The `<svg>` of a lucide icon, hidden from screen readers: what it means stands beside it in words.

    Its size is that of the text (class "icon"). Raises ValueError naming an icon that lucide has not.
    """
    attributes: dict[str, object] = {"class": "icon", "aria_hidden": "true", "focusable": "false"}
    try:
        drawn = _render_icon(name, 20, stroke_width=STROKE, **attributes)
    except IconDoesNotExist as problem:
        raise ValueError(f"lucide has no icon {name!r}") from problem
    return Markup(_BETWEEN_TAGS.sub("><", drawn).replace(" />", "/>"))  # noqa: S704 (the wheel's own file)
