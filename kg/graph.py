"""The Python interface: a graph that is loaded or opened, and its questions as methods."""

import os
import warnings
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg import query
from kg.answers import DelegationAtEvent, Entry, Meeting, StatementMade
from kg.collecting import no_cycles
from kg.days import EventDate
from kg.errors import KgError
from kg.findings import (
    Between,
    Count,
    Counterpart,
    Difference,
    Dispute,
    PersonCard,
    PostHeld,
    SourceUsed,
    Step,
    VenueUse,
)
from kg.inputs import bundled, read
from kg.measures import Activity, Broker, Community, Gap, Mediation, MeetingOfTwo
from kg.query import Reading, Selection
from kg.store import Embedded
from kg.store import open_store as opened
from kg.table import Answers
from kg.terms import Quad
from kg.texts import Texts
from kg.vocab import EVENT_KINDS, MEETING_KINDS, RESOLUTION_RULES

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.page import Page
    from kg.store.bounded import Result

Path_ = str | os.PathLike[str]
When = str | date
"""An EDTF date, or a day."""


def load(*paths: Path_, text_dir: Path_ | None = None, rule: str = RESOLUTION_RULES[0]) -> "Graph":
    """A graph in memory of facts files, RDF files and folders of them.

    `text_dir` is a folder with the texts of the articles, for quotes. `rule` picks among what sources say. Raises
    KgError, also where no path is given; FactsError holds every problem of the files. Warnings tell what of the events
    of SEM and schema.org could not be read.

    >>> from kg.resources import resource
    >>> load(resource("data")).stats()[0].what
    'city'
    """
    if not paths:
        raise KgError("no files are given", "name facts files, RDF files or folders; kg.demo() has the bundled talks")
    inputs = read(Path(path) for path in paths)
    for note in inputs.notes:
        warnings.warn(note, stacklevel=2)
    store = Embedded.memory()
    store.load_quads(inputs.quads())
    return Graph(Reading(store, Texts(Path(text_dir)) if text_dir is not None else None, rule))


def demo(data: str = "talks", *, text_dir: Path_ | None = None, rule: str = RESOLUTION_RULES[0]) -> "Graph":
    """The bundled Istanbul talks of May and June 2025, or the `travels` of American Secretaries of State, in memory.

    The travels, from 1866 to 1996, take some seconds. Raises KgError on other data.

    >>> demo().meetings(where="Istanbul", since="2025-05", until="2025-05")[0].round
    1
    """
    return Graph(Reading(bundled(data), Texts(Path(text_dir)) if text_dir is not None else None, rule))


def open_store(place: Path_, *, text_dir: Path_ | None = None, rule: str = RESOLUTION_RULES[0]) -> "Graph":
    """A graph on disk, as `kg load` made it, or one that an engine keeps, for reading.

    `place` is a folder, or an address such as "oxigraph+http://localhost:7878"; user and password come from the
    environment (KG_STORE_USER, KG_STORE_PASSWORD, KG_STORE_TOKEN) or a netrc file. What one should know before one
    trusts the answers, such as sources that are not completely loaded, comes as a warning. Raises StoreError where
    there is no store, or the engine can't be asked.
    """
    store = opened(place if isinstance(place, str) else Path(place))
    for note in store.notes:
        warnings.warn(note, stacklevel=2)
    return Graph(Reading(store, Texts(Path(text_dir)) if text_dir is not None else None, rule))


class Graph:
    """Everything known, to be asked.

    Names of people and places match without regard to case, accents, script variants and aliases; an unknown or
    ambiguous one raises UnknownName or AmbiguousName. Dates are EDTF; as a bound `2025-05` means its first or last day.

    >>> g = demo()
    >>> print(g.posts(who="Fidan", on="2025-06-02")[0].title)
    Foreign Minister
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def meetings(
        self,
        *,
        who: str | Sequence[str] | None = None,
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
        certain: bool = False,
    ) -> Answers[Meeting]:
        """Who met whom, where and when, in time order.

        - `who` is a name or several, of people, countries, organisations or groups: all of them took part, a country
          also through its delegation or whoever held a post of it. Names match as described at `Graph`.
        - `where` is a venue, city, region or country.
        - `since` and `until` are EDTF dates, such as "2025-06-02", "2025-06" or "2025", or datetime.date; the first
          and the last day count. An event that may lie in the range is in; with `certain` only what surely does, that
          is with every day it can stand for, without "about" or "uncertain", by every source that dates it. What is
          undated is in no range.
        - `kind` is one or several of `kg.vocab.EVENT_KINDS`; without it, those that are meetings.

        Raises UnknownName (which knows the nearest names) or AmbiguousName (which knows the candidates), DateError on
        a date that is none or a range that ends before it begins, KgError on an unknown kind.

        >>> [meeting.round for meeting in demo().meetings(who=["Umerov", "Medinsky"])]
        [2]
        """
        return query.meetings(self.reading, _selection(who, where, since, until, kind, certain))

    def timeline(
        self,
        *,
        who: str | Sequence[str] | None = None,
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = EVENT_KINDS,
        certain: bool = False,
    ) -> Answers[Entry]:
        """Events of every kind and statements, in time order; the conditions are those of `meetings`.

        >>> demo().timeline(kind="talks")[0].label
        'First round of the Istanbul talks'
        """
        return query.timeline(self.reading, _selection(who, where, since, until, kind, certain))

    def dates(
        self,
        *,
        who: str | Sequence[str] | None = None,
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
        certain: bool = False,
    ) -> Answers[EventDate]:
        """When meetings were, and nothing else: quick on a large store. The conditions are those of `meetings`.

        >>> [row.date.edtf for row in demo().dates(who="Umerov")]
        ['2025-06-02']
        """
        return query.dates(self.reading, _selection(who, where, since, until, kind, certain))

    def venues(
        self,
        *,
        who: str | Sequence[str] | None = None,
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
        certain: bool = False,
    ) -> Answers[VenueUse]:
        """Where people meet, the most used places first; the conditions are those of `meetings`.

        >>> [use.type for use in demo().venues()]
        ['city', 'venue']
        """
        return query.venues(self.reading, _selection(who, where, since, until, kind, certain))

    def event(self, event: str) -> Meeting:
        """One event, by id or unambiguous label.

        >>> demo().event("istanbul-talks-1").date.edtf
        '2025-05-16'
        """
        return query.event(self.reading, event)[0]

    def statements(
        self,
        *,
        who: str | Sequence[str] | None = None,
        about: str | None = None,
        since: When | None = None,
        until: When | None = None,
        certain: bool = False,
    ) -> Answers[StatementMade]:
        """Who said what: statements made by, or about, all of `who`, and made at or about the event `about`.

        The range is that of `meetings`. An undated statement was made by the day on which it was reported, so `until`
        alone finds it, unless `certain`.

        >>> {statement.polarity for statement in demo().statements(who="Medinsky")}
        {'affirmative'}
        """
        event = self.reading.event(about) if about is not None else None
        return query.statements(self.reading, _selection(who, None, since, until, EVENT_KINDS, certain), about=event)

    def person(self, name: str) -> PersonCard:
        """All about one person, country, organisation or group.

        >>> demo().person("umerov").name
        'Rustem Umerov'
        """
        return query.person(self.reading, name)[0]

    def posts(self, who: str | None = None, on: When | None = None) -> Answers[PostHeld]:
        """Who held which post, on a date or ever; `who` is a person, or the country or organisation of the posts.

        >>> [post.person for post in demo().posts(who="Türkiye")]
        ['Hakan Fidan']
        """
        return query.posts(self.reading, who, _edtf(on))

    def counterparts(self, name: str) -> Answers[Counterpart]:
        """Everybody who was at the same meetings as somebody, most often first."""
        return query.counterparts(self.reading, name)

    def delegations(self, event: str | None = None) -> Answers[DelegationAtEvent]:
        """The delegations at one event, or at all meetings.

        >>> [delegation.head for delegation in demo().delegations("istanbul-talks-2")]
        ['Vladimir Medinsky', 'Rustem Umerov']
        """
        return query.delegations(self.reading, event)

    def compare(self, first: str, second: str) -> Answers[Difference]:
        """Two events side by side."""
        return query.compare(self.reading, first, second)

    def path(self, first: str, second: str) -> Answers[Step]:
        """The shortest chain of meetings between two.

        >>> [step.to for step in demo().path("Umerov", "Medinsky")]
        ['Vladimir Medinsky']
        """
        return query.path(self.reading, first, second)

    def never_met(self, first: str, second: str) -> Answers[Between]:
        """Who met both of two, but never both at the same meeting."""
        return query.never_met(self.reading, first, second)

    def brokers(
        self,
        first: str,
        second: str,
        *,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
    ) -> Answers[Broker]:
        """Who stands between two camps: names, each with those who stand for it.

        >>> [(broker.name, len(broker.direct_with_first)) for broker in demo().brokers("Russia", "Ukraine")]
        [('Hakan Fidan', 1)]
        """
        return query.brokers(self.reading, first, second, _selection(None, None, since, until, kind, False))

    def mediators(
        self,
        *between: str,
        who: str | Sequence[str] | None = None,
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
        certain: bool = False,
    ) -> Answers[Mediation]:
        """Who mediates between whom, or between one or two that are named; the conditions are those of `meetings`.

        >>> len(demo().mediators("Russia", "Ukraine"))
        0
        """
        return query.mediators(self.reading, between, _selection(who, where, since, until, kind, certain))

    def communities(
        self,
        *,
        who: str | Sequence[str] | None = None,
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
        certain: bool = False,
    ) -> Answers[Community]:
        """Who keeps company with whom; the conditions are those of `meetings`.

        >>> demo().communities()[0].size
        3
        """
        return query.communities(self.reading, _selection(who, where, since, until, kind, certain))

    def first_meeting(self, first: str, second: str) -> Answers[MeetingOfTwo]:
        """The first and the last meeting of two, direct and in co-presence.

        >>> [(meeting.which, meeting.event) for meeting in demo().first_meeting("Umerov", "Medinsky")]
        [('first', 'event/istanbul-talks-2'), ('last', 'event/istanbul-talks-2')]
        """
        return query.first_meeting(self.reading, first, second)

    def gaps(
        self,
        *,
        series: str | None = None,
        who: str | Sequence[str] | None = None,
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
        certain: bool = False,
    ) -> Answers[Gap]:
        """The gaps between meetings, or those of a series, longest first; the conditions are those of `meetings`.

        >>> [gap.shortest for gap in demo().gaps(series="Istanbul talks")]
        [17]
        """
        return query.gaps(self.reading, _selection(who, where, since, until, kind, certain), series)

    def activity(
        self,
        *,
        by: str = "month",
        who: str | Sequence[str] | None = None,
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
        certain: bool = False,
    ) -> Answers[Activity]:
        """How many meetings there were in every month or year (`by`); the conditions are those of `meetings`.

        >>> [(month.period, month.certain) for month in demo().activity(kind="talks")]
        [('2025-05', 1), ('2025-06', 1)]
        """
        return query.activity(self.reading, _selection(who, where, since, until, kind, certain), by)

    def conflicts(self, event: str | None = None) -> Answers[Dispute]:
        """Where sources contradict each other.

        >>> len(demo().conflicts())
        0
        """
        return query.conflicts(self.reading, event)

    def sources(self) -> Answers[SourceUsed]:
        """Every source, in order of publication."""
        return query.sources(self.reading)

    def stats(self) -> Answers[Count]:
        """How many things of each class there are."""
        return query.stats(self.reading)

    def query(self, sparql: str) -> "Result":
        """What a SPARQL query gives over all named graphs, in a process of its own; see `kg.store.bounded.run`.

        >>> demo().query("ASK { person:rustem-umerov a kg:Person }").truth
        True
        """
        from kg.store.bounded import run

        return run(sparql, self.reading.store)

    @no_cycles()
    def quads(self) -> list[Quad]:
        """The whole graph as sorted quads."""
        return sorted(self.reading.store.quads(), key=lambda quad: (quad.graph, *quad[:3]))

    def to_rdflib(self) -> "rdflib.Dataset":
        """The whole graph as an rdflib dataset with one named graph per source.

        >>> len(demo().to_rdflib()) == len(demo().quads())
        True
        """
        from kg.export.rdf import dataset

        return dataset(self.quads())

    def to_networkx(
        self,
        form: Literal["events", "met"] = "events",
        *,
        who: str | Sequence[str] | None = None,
        kind: str | Sequence[str] = MEETING_KINDS,
    ) -> "networkx.Graph[str]":
        """The meetings as a networkx graph: `events` with people, places and events as nodes, `met` with who met whom.

        The attributes are listed in `kg.network.network` and `kg.network.co_presence`.
        """
        from kg.network import co_presence, network

        found = self.meetings(who=who, kind=kind)
        return network(found) if form == "events" else co_presence(found)

    def page(
        self,
        title: str = "Who met whom",
        *,
        who: str | Iterable[str] | None = (),
        where: str | None = None,
        since: When | None = None,
        until: When | None = None,
        kind: str | Iterable[str] = EVENT_KINDS,
        certain: bool = False,
        language: str = "en",
        opening: str = "",
    ) -> "Page":
        """The events as one HTML page that works offline; a notebook shows it in place, `save` writes it.

        `language` is that of the page's own words (`kg.page.languages()`), `opening` what the page shows first (see
        `kg.page.render`). Raises KgError where there are no words in the language.

        >>> demo().page("The talks").html.startswith("<!doctype html>")
        True
        """
        from kg.page import HELD, Page, focused, render
        from kg.query.asking import entries

        chosen = _selection(who, where, since, until, kind, certain)
        said = Selection(who=chosen.who, since=chosen.since, until=chosen.until, certain=certain)
        names = {entry.id: entry.names for entry in entries(self.reading.store)}
        found, total = query.latest(self.reading, chosen, HELD, focused(opening))
        statements = query.statements(self.reading, said)
        html = render(found, statements, title=title, language=language, opening=opening, names=names, total=total)
        return Page(html, total=total)

    def __repr__(self) -> str:
        return f"<Graph of {len(self.reading.store.graphs())} named graphs>"


def _selection(
    who: str | Iterable[str] | None,
    where: str | None,
    since: When | None,
    until: When | None,
    kind: str | Iterable[str],
    certain: bool,
) -> Selection:
    return Selection(
        who=(who,) if isinstance(who, str) else tuple(who or ()),
        where=where,
        since=_edtf(since),
        until=_edtf(until),
        kinds=(kind,) if isinstance(kind, str) else tuple(kind),
        certain=certain,
    )


def _edtf(when: When | None) -> str | None:
    """A day of Python as an EDTF date; of a moment its day."""
    return f"{when:%Y-%m-%d}" if isinstance(when, date) else when
