"""Articles of schema.org as sources of the events that they are about."""

import re
from hashlib import sha256
from typing import Final

from kg import model as m
from kg.errors import DateError
from kg.imports.frame import slugify
from kg.imports.semantic_dates import BAD_DATE, read_date
from kg.imports.semantic_statements import NAMES, SCHEMA, Notes, Statements, local_name
from kg.terms import Iri, Literal

MOST_ARTICLES: Final = 20
"""How many articles count as sources of one event."""
MOST_TOLD: Final = 20_000
"""How many participations of one event all its articles together may tell of, as each tells of all."""

_KINDS = re.compile(re.escape(SCHEMA) + r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting|WebPage)")


class Sources:
    """The articles of a file, each made once."""

    def __init__(self, statements: Statements, notes: Notes) -> None:
        self._statements, self._notes = statements, notes
        self._made: dict[Iri, m.Source | None] = {}
        self._about = statements.inverse(SCHEMA + "about")

    def on(self, event: Iri, participants: int) -> list[m.Source]:
        """The articles on an event, by `subjectOf` and `about`."""
        nodes = [node for node in self._statements.get(event, SCHEMA + "subjectOf") if isinstance(node, Iri)]
        found = {source.id: source for node in (*nodes, *self._about.get(event, ())) if (source := self._article(node))}
        most = min(MOST_ARTICLES, max(1, MOST_TOLD // participants))
        if len(found) > most:
            self._notes.add("event of whose many articles only some are kept", event)
        return list(found.values())[:most]

    def used(self) -> list[m.Source]:
        """The articles on any event that was asked for."""
        return list({source.id: source for source in self._made.values() if source}.values())

    def _article(self, node: Iri) -> m.Source | None:
        if node not in self._made:
            self._made[node] = self._read(node)
        return self._made[node]

    def _read(self, node: Iri) -> m.Source | None:
        """A node as a source; None where it is no article, or neither has an address nor a title."""
        get, text = self._statements.get, self._statements.text
        if not any(map(_KINDS.fullmatch, self._statements.types(node))):
            return None
        urls = [v if isinstance(v, Iri) else v.value.strip() for v in (*get(node, SCHEMA + "url"), node)]
        url = next((url for url in urls if re.match("https?://", url) and not self._statements.is_blank(url)), None)
        title = text(node, *NAMES) or None
        key = url or title if self._statements.is_blank(node) else node
        if key is None:
            return None
        publishers = [v.value if isinstance(v, Literal) else text(v, *NAMES) for v in get(node, SCHEMA + "publisher")]
        published = None
        try:
            published = next((read_date(value) for value in get(node, SCHEMA + "datePublished")), None)
        except DateError as error:
            self._notes.add(BAD_DATE, error.message)
        return m.Source(
            f"source/rdf-{slugify(local_name(key))}-{sha256(key.encode()).hexdigest()[:8]}",
            "article",
            title,
            next(filter(None, publishers), None),
            published,
            url,
            text(node, SCHEMA + "inLanguage") or None,
        )
