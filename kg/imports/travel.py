"""`kg import travel`: HistoryAtState's travels, visits and pocom, as single files, folders or whole repositories.

`travels` lists the trips abroad of American Presidents and Secretaries of State, `visits` those of foreign leaders to
the United States, `pocom` who held which office. A row is a trip, a visit or a time in an office. Its line counts in
its own file; the files are read in the order of their paths, and an offset is the number of rows before.

- A trip is one event of traveller, country, places and stay, however often and under whatever numbers it stands there.
  It is a visit with the traveller as visitor, in the offices held on a day of the stay (`kg.imports.travel_people`),
  and the country as host. A visit to the United States is the same the other way round.
- A trip to several places (`kg.imports.travel_places`) is a visit to the country, with a part for every place; a part
  has no participant but the traveller, so that nobody meets twice.
- Whoever the remarks name behind "met with" (`kg.imports.travel_remarks`) took part in talks that are a part of the
  visit: on some day of the stay, in the place of the stay if there is one. The remarks themselves are its purpose.
- Foreigners are known by name alone. A name of several words is one person everywhere. A single one is one person in
  each country, the one acted for where stated, else the host: father and son are one if both are only "President
  Assad". An American President or Secretary of State is recognised by surname and date.
- Dates of birth and death only help to tell people apart: the model has no place for them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kg import model as m
from kg.dates import Date, parse
from kg.errors import DateError, KgError, printable, quoted
from kg.imports.frame import Built, NotMeeting, Raw, Rejected, Staged, event_id, slugify
from kg.imports.travel_events import Events, Stay
from kg.imports.travel_people import OFFICES, People, country, day
from kg.imports.travel_places import stops
from kg.imports.travel_xml import Record, Unreadable, files, records

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

LONGEST_TEXT: Final = 1000
"""How many characters anything but the remarks may have."""

TRIP: Final = "file id who role name start end country-id country locale remarks".split()
VISIT: Final = "file id visitor start end country-id country description".split()
OFFICE: Final = "file id who post begin end".split()


class Travel:
    """Imports trips, visits and times in office.

    `beside` are other files and folders to learn people and offices from, such as pocom beside travels; what a path
    itself holds is known anyway. `notes` counts, while events are built, the remarks with a "met with", the people
    named there, and the members of such lists that could not be read.
    """

    name = "travel"

    def __init__(self, *beside: Path) -> None:
        """Remember where else to look."""
        self.notes: Counter[str] = Counter()
        self._paths = list(beside)
        self._known: People | None = None

    def source(self, path: Path) -> m.Source:
        """The file or folder as a source."""
        self._visit(path)
        title = printable(path.resolve().name) or "travel"
        return m.Source(
            f"source/{self.name}-{slugify(title)}",
            "dataset",
            title,
            "Office of the Historian, U.S. Department of State",
        )

    def rows(self, path: Path, start: int) -> Iterator[Raw]:
        """The trips, visits and times in office behind the first `start` ones; a file that breaks off is one more.

        Raises KgError where there are none.
        """
        self._visit(path)
        offset = 0
        for file in files(path):
            name = file.relative_to(path).as_posix() if file != path else path.name
            try:
                for record in records(file):
                    if cells := self._cells(record, name):
                        offset += 1
                        if offset > start:
                            yield Raw(record.line, offset, cells)
            except Unreadable as error:
                offset += 1
                if offset > start:
                    yield Raw(error.line, offset, None, f"{quoted(name)} is not read from here on: {error.reason}")
        if not offset:
            raise KgError(
                f"there is no trip, visit or office in {quoted(str(path))}",
                "give a copy of the repository travels, visits or pocom of HistoryAtState, or a file of one",
            )

    def _visit(self, path: Path) -> None:
        if path not in self._paths:
            self._paths.append(path)
            self._known = None

    @property
    def _people(self) -> People:
        if self._known is None:
            self._known = People(path for path in self._paths if path.exists())
        return self._known

    def _cells(self, record: Record, file: str) -> tuple[str, ...] | None:
        stay = (record["start-date"], record["end-date"])
        if record.kind == "trip":
            who, role = record["@who"] or record["who"], record["@role"] or record["role"]
            where = (record["country@id"], record["country"], record["locale"])
            return "trip", file, record["id"], who, role, record["name"], *stay, *where, record["remarks"]
        if record.kind == "visit":
            home = (record["from@id"], record["from"])
            return "visit", file, record["id"], record["visitor"], *stay, *home, record["description"]
        if record.kind in OFFICES:
            office = self._people.office(record)
            if office is None:
                return "office", file, record["id"], record["person-id"], "", "", ""
            end = office.end.edtf if office.end else ""
            return "office", file, record["id"], office.person, office.post, office.begin.edtf, end
        return None

    # --- what a row means ---------------------------------------------------------------------------------------------

    def stage(self, raw: Raw) -> Staged | Rejected | NotMeeting:
        """What a row means: an event or office under its key, or why it can't be used."""
        if raw.cells is None:
            return Rejected(raw.fault)
        kind, *cells = raw.cells
        if kind == "office":
            row = dict(zip(OFFICE, cells, strict=True))
            if not row["post"]:
                return NotMeeting("an appointment that nobody is on record as having taken up")
            return Staged(f"office {row['who']} {row['post']} {row['begin']}", raw.cells)
        row = dict(zip(TRIP if kind == "trip" else VISIT, cells, strict=True))
        who = row["who"] if kind == "trip" else row["visitor"]
        if not any(map(str.isalnum, who)):
            return Rejected("nobody is named as traveller")
        if not any(map(str.isalnum, row["country-id"] + row["country"])):
            return Rejected("no country is named")
        if any(len(text) > LONGEST_TEXT for text in cells[:-1]):
            return Rejected(f"a name or list of places of more than {LONGEST_TEXT} characters")
        for end in ("start", "end"):
            if not _DAY.fullmatch(row[end]):
                return Rejected(f"the {end} of the stay is {quoted(row[end])}, not a day such as 1977-02-15")
        try:
            stay = _stay(row["start"], row["end"])
        except DateError as error:
            return Rejected(str(error))
        where = country(row["country-id"], row["country"]).id
        places = sorted(stop.place.id for stop in stops(row.get("locale", ""), where))
        return Staged(" ".join((kind, slugify(who), stay.edtf, where, *places)), raw.cells)

    def build(self, source: m.Source, key: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Built:
        """What the rows of one key tell: a visit with its parts, or an office."""
        (_, (kind, *first)), *_ = rows
        if kind == "office":
            row = dict(zip(OFFICE, first, strict=True))
            return self._office(source.id, row, sorted({cells[-1] for _, cells in rows if cells[-1]}))
        row = dict(zip(TRIP if kind == "trip" else VISIT, first, strict=True))
        texts = tuple(dict.fromkeys(cells[-1] for _, cells in rows if cells[-1]))
        stay = Stay(event_id(self.name, key), source.id, _stay(row["start"], row["end"]), texts)
        events = Events(self._people, self.notes)
        return events.trip(stay, row) if kind == "trip" else events.visit(stay, row)

    def _office(self, source: str, row: dict[str, str], ends: Sequence[str]) -> Built:
        """Somebody's time in an office; the numbers that these have in pocom are not unique, so they don't count."""
        person, post = self._people.people[row["who"]], self._people.posts[row["post"]]
        key = f"tenure/travel-{slugify(' '.join((row['who'], m.slug(row['post']), row['begin'])))}"
        tenures = [
            m.Tenure(key + f"-{end}" * bool(number), source, person.id, post.id, parse(row["begin"]), day(end))
            for number, end in enumerate(ends or [""])
        ]
        return Built((), (person, post, country("united-states")), (), tuple(tenures))


def _stay(start: str, end: str) -> Date:
    """The days from arrival to departure. Raises DateError."""
    return parse(start if start == end else f"{start}/{end}")
