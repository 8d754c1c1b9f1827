"""Answers as one HTML file that needs no network: rows, graph, time strip, table and evidence.

Template, style, script and words are files beside this one. Whatever comes from the answers enters the page as JSON in
a data block, from where the script puts it into the document as text, or through an escaping template; none of it is
ever HTML or script. A content security policy with the hashes of the page's own script and style allows nothing else.
"""

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs

from attrs import frozen
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.answers import Meeting, StatementMade
from kg.errors import KgError, listed
from kg.files import check_page, write_file
from kg.page.data import HELD, held, in_order, page_data
from kg.page.graph import drawing, library
from kg.page.safe import clean, json_text, policy
from kg.page.words import Words, dates_in_words, read_words, row

_DRAWN = "rows heads lanes list strip labels graph map places table panel compare search picture"
SCRIPTS = tuple(f"{name}.js" for name in f"data dates elements dom zoom {_DRAWN} main".split())
"""The parts of the page's script, in order; they share one scope."""

TABLE_ROWS = 500
"""How many events and statements the plain table holds at most."""


def languages() -> tuple[str, ...]:
    """Name the languages that the page's own words exist in, as BCP 47 tags.

    >>> "en" in languages()
    True
    """
    return tuple(sorted(read_words()))


def focused(opening: str) -> str:
    """The identifier that an opening of the page puts the focus on; empty where it puts it on none.

    >>> focused("view=graph&focus=person/ada&hops=2"), focused("view=rows")
    ('person/ada', '')
    """
    return parse_qs(opening).get("focus", [""])[0]


def render(
    meetings: Sequence[Meeting],
    statements: Sequence[StatementMade],
    *,
    title: str,
    language: str = "en",
    notes: Sequence[str] = (),
    opening: str = "",
    names: Mapping[str, Sequence[str]] | None = None,
    total: int | None = None,
) -> str:
    """Write the page as one HTML document, to be written as UTF-8; the same arguments give the same text.

    `meetings` are events of any kind: meetings become the columns, strikes and exchanges the context beside them, as
    do `statements`. Of more than `HELD` events the page keeps those of the focus, then the latest, and says so.
    `language` is the language of the page's own words, one of `languages()`; names and labels stay as they are. `notes`
    are shown below the title. `opening` is how the page opens where its address says nothing else, written as an
    address of the page has it behind the `#`: `view` (rows, graph, places, table), `from` and `until` (YYYY-MM-DD),
    `focus` (an identifier) with `hops` (1 or 2), `selected`, `compare`, `query`, `kind`, `status`, `place`,
    `delegation`, `source`, `context=false`. `names` are further names of people, places and other things, by
    identifier: aliases and names in other scripts that the search finds them by. `total` is how many events there are
    where these are not all of them, but at least all that the page can keep; see `kg.query.limiting`.

    Raises `KgError` for a language that the page's words do not exist in.

    >>> page = render([Meeting("event/a", "talks", "First round")], [], title="Talks")
    >>> page.startswith("<!doctype html>"), "<title>Talks</title>" in page
    (True, True)
    """
    catalogue = read_words()
    if language not in catalogue:
        raise KgError(f"the page has no words in {language!r}", f"choose {listed(languages())}")
    words = catalogue[language]
    focus = focused(opening)
    kept = held(meetings, focus)
    count = len(meetings) if total is None else total
    data = dates_in_words(words, page_data(kept, statements, names))
    data |= {
        "title": title,
        "words": words,
        "language": language,
        "total": count,
        "graph": drawing(kept, focus),
    }
    data["opening"] = f"#{opening}"
    if any("latitude" in thing for thing in data["things"].values()):
        land = json.loads(_file("land.json"))
        data["land"] = {name: land[name] for name in ("units", "path")}
    script, vis = _script(), library()
    style = Markup(_file("page.css"))
    notes = [*notes]
    if len(kept) < count:
        latest = kept == held(meetings)
        shown, of = (_number(words, number) for number in (len(kept), count))
        notes.append(words["held" if latest else "heldFocus"].format(shown=shown, of=of))
    answers: list[Meeting | StatementMade] = [*kept, *statements]
    rows = sorted(answers, key=in_order)[-TABLE_ROWS:]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_file("template.html")).render(
        title=clean(title),
        language=language,
        words=words,
        notes=[clean(note) for note in notes],
        columns=words["columns"].values(),
        rows=[[clean(cell) for cell in row(words, answer)] for answer in rows],
        total=count + len(statements),
        data=Markup(json_text(data)),
        style=style,
        library=Markup(vis),
        script=Markup(script),
        policy=policy(scripts=(vis, script), styles=(style,)),
    )


@frozen
class Page:
    """A page that a notebook shows in place, as `render` wrote it.

    The notebook gives it a frame of its own, `height` pixels high, from which it can neither read nor change the
    notebook. `total` is how many events the question found, whether or not the page holds all of them.

    >>> page = Page(render([Meeting("event/a", "talks", "First round")], [], title="Talks"))
    >>> page._repr_html_().partition(" srcdoc=")[0]
    '<iframe sandbox="allow-scripts allow-downloads allow-modals allow-popups" title="Talks" width="100%" height="640"'
    """

    html: str
    height: int = 640
    total: int | None = None

    def save(self, path: str | Path) -> Path:
        """Write the page as a file in UTF-8 and return its path.

        Raises KgError where a file is there that is no page of this program, as `kg view` does.
        """
        check_page(Path(path))
        write_file(Path(path), self.html.encode())
        return Path(path)

    def _repr_html_(self) -> str:
        """Show the page in a notebook."""
        title = re.search("<title>(.*?)</title>", self.html, re.DOTALL)
        frame = '<iframe sandbox="{}" title="{}" width="100%" height="{}" srcdoc="{}" frameborder="0"></iframe>'
        allowed = "allow-scripts allow-downloads allow-modals allow-popups"
        return str(Markup(frame).format(allowed, Markup(title[1] if title else ""), self.height, self.html))

    def __repr__(self) -> str:
        return f"<Page of {len(self.html.encode()):,} bytes>"


def _script() -> str:
    parts = "\n".join(_file(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _number(words: Words, count: int) -> str:
    """A number in the digits' groups of a language, as the page's script writes it."""
    return f"{count:,}".replace(",", words["thousands"])


def _file(name: str) -> str:
    return files("kg.page").joinpath(name).read_text(encoding="utf-8")


__all__ = ["HELD", "Page", "languages", "render"]
