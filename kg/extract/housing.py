"""The house of the main meeting where another sentence names it: "she told reporters at the Palace Hotel"."""

from kg.extract.clause import Value
from kg.extract.merged import DONE, Meeting
from kg.extract.reading import Reading
from kg.extract.syntax import patterns

_LEAD = 5
"""In so many lines the main meeting is told first."""


def house(meetings: list[Meeting], read: Reading) -> None:
    """Give the main meeting the only house that a text names, if it took place in person and nothing else was there."""
    known = patterns(read.language)
    main = next((each for each in meetings if each.status in DONE and not each.which and len(each.sides) > 1), None)
    if main is None or main.kind not in ("talks", "summit", "signing", "mediation") or main.venue is not None:
        return
    if main.mentions[0].line > _LEAD:
        return
    found: dict[str, Value] = {}
    for line in read.lines:
        for match in known["venue"].finditer(line.text):
            mention = line.at(match["it"])
            if known["works_at"].search(line.text, 0, match.start("it")) or known["school"].search(mention.name):
                continue
            found.setdefault(mention.name, Value(mention.name, mention.span))
    others = {each.venue.text for each in meetings if each.venue is not None}
    if len(found) == 1 and not others & found.keys():
        main.venue = next(iter(found.values()))
