"""Facts under review as one HTML file that needs no network: somebody decides, and saves the decisions as a small file.

What comes from articles enters as JSON in a data block and then as text, never as HTML or script. The decisions that
the page saves are read by `kg.extract.decisions`.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.page.safe import clean, json_text, policy

SCRIPTS = ("elements.js", "review/pairs.js", "review/review.js")
STYLES = ("page.css", "review/review.css")
"""The parts of script and style, in order, from the folder of the other page."""


def render(sheets: Sequence[dict[str, Any]], title: str, pairs: Sequence[dict[str, Any]] = ()) -> str:
    """Write the page of files as `kg.extract.sheet.sheet` gives them; the same arguments give the same text.

    ``pairs`` are those who may be the same, as `kg.extract.sheet.pairs` gives them.

    >>> page = render([], "Nothing to review")
    >>> page.startswith("<!doctype html>"), "<title>Nothing to review</title>" in page
    (True, True)
    """
    script = f'(() => {{\n"use strict";\n{_joined(SCRIPTS)}}})();\n'
    style = _joined(STYLES)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_joined(["review/template.html"])).render(
        title=clean(title),
        data=Markup(json_text({"files": list(sheets), "pairs": list(pairs)})),
        style=Markup(style),
        script=Markup(script),
        policy=policy(scripts=(script,), styles=(style,)),
    )


def _joined(names: Sequence[str]) -> str:
    return "\n".join(files("kg.page").joinpath(name).read_text(encoding="utf-8") for name in names)
