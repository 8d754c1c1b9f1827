"""`kg import csv`: anyone's own table, with a small mapping file (`kg.imports.table_mapping`).

The table is a CSV or TSV file in UTF-8 with a header; what separates its columns is found in the header. For the table

    Meeting no.;Day;Type;Town;State;Minister
    7;02.06.2025;Besuch;Istanbul;Turkey;Hakan Fidan

a mapping is

    key: [Meeting no.]
    date: {column: Day, format: "%d.%m.%Y"}
    kind: {column: Type, values: {Besuch: visit, Gespräch: talks}}
    place: {city: Town, country: State}
    participants:
      - {name: Minister, delegation: State}

Rows of one event may name different participants; what they say of the event itself (date, place, ...) has to be the
same for each source, or they are rejected: the table does not say which of them is right.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from kg import model as m
from kg.dates import Date, parse
from kg.errors import KgError, listed, printable, quoted
from kg.imports.frame import Built, NotMeeting, Raw, Rejected, Staged, event_id, slugify
from kg.imports.meeting import country_named
from kg.imports.table_lines import heading, rows, tidy
from kg.imports.table_mapping import IGNORE, Cells, Participant, TableMapping
from kg.vocab import ACTOR_TYPES, PLACE_TYPES, words

LONGEST_NAME: Final = 300
"""How many characters the name of a thing may have."""

_ID = re.compile(rf"(?:{'|'.join((*ACTOR_TYPES, *PLACE_TYPES))})/[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|^`\\]+")


@frozen
class Taking:
    """Somebody who takes part, as a row says."""

    who: str
    role: str
    acts_for: str | None
    capacity: str | None
    presence: str | None


@frozen
class Row:
    """What a row says."""

    kind: str
    date: Date
    status: str
    place: str | None
    texts: tuple[str, ...]
    source: m.Source | None
    taking: tuple[Taking, ...]
    things: tuple[m.Thing, ...]

    @property
    def report(self) -> tuple[object, ...]:
        """What has to be the same in all rows of an event and a source."""
        return self.date, self.status, self.place, self.texts[1:]


class Table:
    """Imports a table by a mapping."""

    name = "csv"

    def __init__(self, mapping: TableMapping) -> None:
        """Keep the mapping."""
        self.mapping = mapping
        self._columns = mapping.columns()
        self._header: list[str] = []

    def source(self, path: Path) -> m.Source:
        """The table as a source."""
        about = self.mapping.table
        return m.Source(
            f"source/csv-{slugify(printable(path.name))}",
            "dataset",
            about.get("title") or printable(path.name),
            about.get("publisher"),
            parse(about["published"]) if about.get("published") else None,
            about.get("url"),
            about.get("language"),
        )

    # --- rows ---------------------------------------------------------------------------------------------------------

    def rows(self, path: Path, start: int) -> Iterator[Raw]:
        """The rows behind the header, from a byte offset on.

        Raises KgError where the file is no such table, `FactsError` where it lacks columns that the mapping names.
        """
        try:
            with path.open("rb") as file:
                self._header, delimiter = heading(file, path.name, self.mapping.delimiter)
                self.mapping.check(self._header, path.name)
                yield from rows(file, start, delimiter, len(self._header))
        except OSError as error:
            raise KgError(f"{quoted(str(path))} can't be read: {error.strerror}") from error

    # --- what a row means ---------------------------------------------------------------------------------------------

    def stage(self, raw: Raw) -> Staged | Rejected | NotMeeting:
        """What a row means: the columns that the mapping reads, under the key, or why it can't be used."""
        if raw.cells is None:
            return Rejected(raw.fault)
        whole = dict(zip(self._header, map(tidy, raw.cells), strict=True))
        cells = {name: "" if whole[name] in self.mapping.empty else whole[name] for name in self._columns}
        try:
            if self.mapping.kind.read(cells) == IGNORE:
                return NotMeeting(f"{quoted(cells[self.mapping.kind.column or ''])} is ignored by the mapping")
            self._read(cells)
        except ValueError as error:
            return Rejected(str(error))
        key = [value.read(cells) for value in self.mapping.key]
        if self.mapping.key and not any(key):
            return Rejected("the key is empty")
        return Staged("\x1f".join(key) if key else f"{raw.line:012}", tuple(cells.values()))

    def _read(self, cells: Cells) -> Row:
        """What a row says. Raises ValueError where it says too little or can't be understood."""
        of = self.mapping
        kind, date = of.kind.read(cells), of.date.read(cells)
        if not kind:
            raise ValueError("kind: the cell is empty")
        if date is None:
            raise ValueError("date: the cell is empty")
        things: list[m.Thing] = []
        place = self._place(cells, things)
        taking = [found for one in of.participants for found in _taking(one, cells, things)]
        if not taking:
            raise ValueError("nobody takes part")
        return Row(
            kind,
            date,
            (of.status.read(cells) if of.status else "") or "held",
            place,
            tuple(of.texts[name].read(cells) if name in of.texts else "" for name in ("label", "purpose", "outcome")),
            self._article(cells),
            tuple(dict.fromkeys(taking)),
            tuple(things),
        )

    def _place(self, cells: Cells, things: list[m.Thing]) -> str | None:
        """The narrowest place of a row, with those around it."""
        around: str | None = None
        path = ""
        for kind in reversed(PLACE_TYPES):
            name = self.mapping.place[kind].read(cells) if kind in self.mapping.place else ""
            if not name:
                continue
            if _ID.fullmatch(name):
                around, path = name, m.slug(name)
            elif kind == "country":
                country = _thing("country", name)
                things.append(country)
                around, path = country.id, m.slug(country.id)
            else:
                place = _place(kind, name, path, around)
                things.append(place)
                around, path = place.id, f"{path} {name}"
        return around

    def _article(self, cells: Cells) -> m.Source | None:
        """What a row was taken from, if it says so."""
        found = {name: value.read(cells) for name, value in self.mapping.source.items()}
        if not any(found.values()):
            return None
        published = self.mapping.published.read(cells) if self.mapping.published else None
        url = found.get("url") or None
        if url and not _ADDRESS.fullmatch(url):
            raise ValueError(f"url: {quoted(url)} is no web address")
        same = url or "\x1f".join(found.get(name, "") for name in ("title", "publisher", "published"))
        return m.Source(
            f"source/csv-{sha256(same.encode()).hexdigest()[:16]}",
            title=found.get("title") or None,
            publisher=found.get("publisher") or None,
            published=published,
            url=url,
        )

    def build(self, source: m.Source, key: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Built:
        """The event of the rows of one key. Raises ValueError where they contradict each other."""
        read = [self._read(dict(zip(self._columns, cells, strict=True))) for _, cells in rows]
        kinds = sorted({row.kind for row in read})
        if len(kinds) > 1:
            raise ValueError(f"rows of one event give different kinds: {listed(kinds, 'and')}")
        by_source: dict[str, list[Row]] = defaultdict(list)
        for row in read:
            by_source[row.source.id if row.source else source.id].append(row)
        things = {thing.id: thing for row in read for thing in row.things}
        event = m.Event(
            event_id(self.name, f"{source.id} {key}"),
            kinds[0],
            next((row.texts[0] for row in read if row.texts[0]), "") or _label(read, things),
            reports=tuple(_report(name, same) for name, same in by_source.items()),
            delegations=tuple(
                m.Delegation(m.slug(acts_for), source.id, (acts_for,))
                for acts_for in dict.fromkeys(one.acts_for for row in read for one in row.taking)
                if acts_for
            ),
            participations=tuple(part for name, same in by_source.items() for part in _participations(name, same)),
        )
        sources = {row.source.id: row.source for row in read if row.source}
        return Built((event,), tuple(things.values()), tuple(sources.values()))


def _named(name: str) -> str:
    """A name, if it is one. Raises ValueError."""
    if len(name) > LONGEST_NAME or not any(map(str.isalnum, name)):
        raise ValueError(f"{quoted(name)} is no name")
    return name


@lru_cache(maxsize=1 << 14)
def _thing(kind: str, name: str) -> m.Thing:
    """The country, person, organisation or group of a name. Raises ValueError where it is no name."""
    if kind == "country" and (country := country_named(_named(name))):
        return country
    return m.THINGS[kind](f"{kind}/csv-{slugify(_named(name))}", name)


@lru_cache(maxsize=1 << 14)
def _post(title: str, of: str | None) -> m.Post:
    """The post of a title. Raises ValueError where it is no name."""
    return m.Post(f"post/csv-{slugify(' '.join((m.slug(of or ''), _named(title))))}", title, of=of)


@lru_cache(maxsize=1 << 14)
def _place(kind: str, name: str, path: str, around: str | None) -> m.Place:
    """The place of a name; `path` are the names of those around it. Raises ValueError where it is no name."""
    return m.Place(f"{kind}/csv-{slugify(f'{path} {_named(name)}')}", name, within=around)


def _refer(kind: str, name: str, things: list[m.Thing]) -> str:
    """The identifier of what a cell names; things that have a name are added to a list."""
    if _ID.fullmatch(name) and m.type_of(name) in ACTOR_TYPES:
        return name
    things.append(_thing(kind, name))
    return things[-1].id


def _taking(one: Participant, cells: Cells, things: list[m.Thing]) -> Iterator[Taking]:
    """Those who take part by one entry of a mapping."""
    whole = one.name.read(cells)
    for name in map(tidy, whole.split(one.split)) if one.split else [whole]:
        if not name:
            continue
        side = one.delegation.read(cells) if one.delegation else ""
        title = one.capacity.read(cells) if one.capacity else ""
        who = _refer(one.type.read(cells) or "person", name, things)
        acts_for = _refer(one.acts_for, side, things) if side else None
        post = _post(title, acts_for) if title else None
        if post:
            things.append(post)
        presence = one.presence.read(cells) if one.presence else ""
        yield Taking(who, one.role.read(cells) or "member", acts_for, post.id if post else None, presence or None)


def _report(source: str, rows: Sequence[Row]) -> m.Report:
    """What one source says of an event. Raises ValueError where its rows differ."""
    first = rows[0]
    if any(row.report != first.report for row in rows):
        raise ValueError("rows of one event and source give different dates, places, statuses or texts")
    return m.Report(
        source, first.date, first.place, first.status, first.texts[1] or None, outcome=first.texts[2] or None
    )


def _participations(source: str, rows: Sequence[Row]) -> list[m.Participation]:
    """Who took part, says one source: each once, with all their roles."""
    found: dict[str, m.Participation] = {}
    for one in (one for row in rows for one in row.taking):
        new = m.Participation(
            f"{m.type_of(one.who)}-{m.slug(one.who)}",
            source,
            one.who,
            (one.role,),
            m.slug(one.acts_for) if one.acts_for else None,
            one.capacity,
            one.presence,
        )
        old = found.setdefault(one.who, new)
        found[one.who] = evolve(
            old,
            roles=(*old.roles, one.role),
            delegation=old.delegation or new.delegation,
            capacity=old.capacity or new.capacity,
            presence=old.presence or new.presence,
        )
    return list(found.values())


def _label(rows: Sequence[Row], things: dict[str, m.Thing]) -> str:
    """An event in a few words, for want of a label of its own."""
    who = list(dict.fromkeys(one.who for row in rows for one in row.taking))
    names = [things[one].name if one in things else words(m.slug(one)).title() for one in who[:3]]
    more = [f"{len(who) - 3} more"] if len(who) > 3 else []
    return f"{words(rows[0].kind).capitalize()} of {listed(names + more, 'and')}"
