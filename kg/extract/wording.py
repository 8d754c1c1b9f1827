"""Claims in words, for whoever decides about them."""

from kg.dates import parse
from kg.errors import DateError
from kg.extract.claims import Claim

_SAID = {
    "event kind": "{event} took place",
    "event participant": "{object} took part in {event}",
    "event date": "{event} was on {object}",
    "event city": "{event} was in {object}",
    "event venue": "{event} was at {object}",
    "event country": "{event} was in {object}",
    "event status": "{event} is {object}",
    "event series": "{event} is one of the {object}",
    "event round": "{event} is round {object}",
    "event continues": "{event} continues {object}",
    "event purpose": "{event} was to {object}",
    "event outcome": "{event} led to this: {object}",
    "event mode": "{event} was {object}",
    "event part-of": "{event} is part of {object}",
    "venue city": "{subject} is in {object}",
    "place country": "{subject} is in {object}",
    "delegation represents": "a delegation of {object} was at {event}",
    "delegation head": "{object} led the delegation of {whose} at {event}",
    "delegation member": "{object} was in the delegation of {whose} at {event}",
    "delegation event": "the delegation of {whose} was at {event}",
    "post holds": "{subject} is {object}",
    "role role": "{subject} was {object} at {event}",
    "proposal by": "{subject} is by {object}",
    "proposal received-by": "{object} received {subject}",
    "proposal aim": "{subject} is for {object}",
    "proposal provision": "{subject} says: {object}",
    "proposal event": "{subject} was there at {object}",
    "strike attacker": "{object} attacked ({event})",
    "strike target": "the target was {object} ({event})",
    "strike target-country": "the target was in {object} ({event})",
    "strike target-region": "the target was in {object} ({event})",
    "strike date": "{event} was on {object}",
    "strike weapon": "it was with {object} ({event})",
    "strike responds-to": "{event} answers {object}",
    "exchange party": "{object} took part in {event}",
    "exchange date": "{event} was on {object}",
    "exchange results-from": "{event} came of {object}",
}


def wording(claim: Claim, event: str = "") -> str:
    """What a claim says, in a sentence; ``event`` is what its event is called.

    >>> from kg.model import Span
    >>> post = Claim(kind="post", subject="Ada Ames", predicate="holds", object="Envoy@Norland", spans=(Span(0, 8),),
    ...              rule="r", modality="planned")
    >>> wording(post)
    'Ada Ames is Envoy of Norland [planned]'
    """
    object_ = claim.object
    if claim.predicate == "holds":
        title, _, of = object_.rpartition("@")
        object_ = f"{title} of {of}" if of else title
    elif claim.predicate == "role":
        object_ = object_.partition("@")[0]
    elif claim.predicate == "date":
        object_ = _day(object_)
    if claim.kind == "statement":
        text = f"{claim.subject or 'The source'} {claim.predicate.replace('-', ' ')}: {object_}"
    else:
        form = _SAID.get(f"{claim.kind} {claim.predicate}", "{subject} {predicate} {object}")
        text = form.format(
            event=event or claim.subject,
            subject=claim.subject,
            predicate=claim.predicate,
            object=object_,
            whose=claim.subject.rpartition(":")[2],
        )
    firmness = [claim.modality] * (claim.modality != "asserted") + ["not so"] * (claim.polarity == "negative")
    return f"{text} [{', '.join(firmness)}]" if firmness else text


def resolved(claim: Claim, text: str | None) -> str:
    """From what the date of a claim was concluded, where its own words do not name it; empty for other claims.

    >>> from kg.model import Span
    >>> day = Claim(kind="event", subject="talks:1", predicate="date", object="2025-06-02", spans=(Span(14, 20),),
    ...             resolving=(Span(0, 6),), rule="r")
    >>> resolved(day, "June 2 — They met."), resolved(day, None)
    (' (resolved from “June 2”)', ' (inferred)')
    """
    if claim.predicate != "date" or not (claim.inference or claim.resolving):
        return ""
    if claim.inference:
        return f" (inferred: {claim.inference})"
    if text is None:
        return " (inferred)"
    return f" (resolved from “{' … '.join(' '.join(text[each.start : each.end].split()) for each in claim.resolving)}”)"


def _day(edtf: str) -> str:
    try:
        return parse(edtf).text
    except DateError:
        return edtf
