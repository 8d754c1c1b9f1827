"""Which round of talks follows which, as numbers, days and words such as "last met" and "the next round" tell it."""

from itertools import pairwise

from kg.extract.merged import DONE, Meeting


def follow(meetings: list[Meeting]) -> None:
    """Let each round continue the one before it: the main one the last of those told as earlier, a next one the main.

    Earlier rounds are put in order by their numbers or else by their days; of several without either nothing is said.
    """
    known = {id(meeting) for meeting in meetings}
    mains = {id(each.round_of[0]): each.round_of[0] for each in meetings if each.round_of is not None}
    for main in mains.values():
        if id(main) not in known:
            continue
        rounds = [each for each in meetings if each.round_of is not None and each.round_of[0] is main]
        earlier = _in_order([each for each in rounds if each.which == "previous" and each.status in DONE], main)
        for before, after in pairwise([*earlier, main]):
            _continue(after, before, before)
        coming = [each for each in rounds if each.which == "next" and each.status not in DONE]
        for each in coming[:1]:
            _continue(each, main, each)


def _continue(after: Meeting, before: Meeting, told: Meeting) -> None:
    """Note that a round continues another, in the words that tell of one of them; not where one lies between."""
    apart = before.number is not None and after.number not in (before.number + 1, None if before.number > 1 else 2)
    if after.continues is None and told.round_of is not None and not apart:
        after.continues = (before, told.round_of[1])


def _in_order(rounds: list[Meeting], main: Meeting) -> list[Meeting]:
    """The rounds before a main one in the order in which they were; none where the text does not tell it."""
    if main.number is not None:
        rounds = [each for each in rounds if each.number is None or each.number < main.number]
    if len(rounds) > 1 and all(each.number for each in rounds):
        return sorted(rounds, key=lambda each: each.number or 0)
    if len(rounds) > 1:
        dated = [(each.date.text, each) for each in rounds if each.date is not None]
        return [each for _, each in sorted(dated, key=lambda each: each[0])] if len(dated) == len(rounds) else []
    return rounds
