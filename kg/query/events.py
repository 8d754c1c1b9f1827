"""Questions that list events: meetings, one event, the timeline."""

from kg.answers import Entry, Meeting, Participant, StatementMade
from kg.query.assemble import assemble
from kg.query.reading import Reading, Selection, selected
from kg.query.saying import in_order, statements
from kg.table import Answers
from kg.vocab import words


def meetings(reading: Reading, selection: Selection) -> Answers[Meeting]:
    """Who met whom, where and when: the events of a selection, in time order, with all that the sources say."""
    return Answers(Meeting, assemble(reading, selected(reading, selection)))


def event(reading: Reading, name: str) -> Answers[Meeting]:
    """One event, by id or unambiguous label."""
    return Answers(Meeting, assemble(reading, [reading.event(name)]))


def timeline(reading: Reading, selection: Selection) -> Answers[Entry]:
    """Events of every kind and statements in time order, what is undated last.

    Statements are in where no place is asked for and every one of `who` makes or is the subject of them.
    """
    entries = [_entry(meeting) for meeting in meetings(reading, selection)]
    if "statement" in selection.kinds and selection.where is None:
        entries += [_said(statement) for statement in statements(reading, selection)]
    return Answers(Entry, sorted(entries, key=in_order))


def _entry(meeting: Meeting) -> Entry:
    return Entry(
        meeting.id,
        meeting.kind,
        meeting.label,
        meeting.date,
        meeting.place,
        tuple(_who(participant) for participant in meeting.participants if participant.modality != "denied"),
        meeting.status,
        None,
        None,
        meeting.conflicts,
        meeting.sources,
    )


def _who(participant: Participant) -> str:
    return participant.name if participant.modality == "asserted" else f"{participant.name} ({participant.modality})"


def _said(statement: StatementMade) -> Entry:
    return Entry(
        statement.id,
        "statement",
        f"{words(statement.act)}: {statement.summary}",
        statement.date,
        None,
        statement.speakers,
        None,
        statement.modality,
        statement.polarity,
        (),
        statement.sources,
    )
