"""What an engine would not keep as it is, found before anything is sent to it."""

from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import StoreError, quoted
from kg.store.engines import Engine

_NO_LIMIT = 1 << 60


def refuse_unkept(engine: Engine, quads: Iterable[ox.Quad]) -> None:
    """Raise StoreError on the first quad that the engine would give back otherwise than it got it, or cut short.

    Blank nodes are refused for every engine, since each renames them.
    """
    limits = engine.limits()
    longest_iri, longest_line = engine.longest_iri or _NO_LIMIT, engine.longest_line or _NO_LIMIT
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode):
                if len(term.value) > longest_iri:
                    raise StoreError(f"{engine.title} cuts an IRI as long as {quoted(term.value)}", "use shorter ones")
            elif not isinstance(term, ox.Literal):
                raise StoreError("an engine does not keep blank nodes as they are", "give what they stand for IRIs")
            elif (limit := limits.get(term.datatype.value)) and not limit.fullmatch(term.value):
                kind = term.datatype.value.rpartition("#")[2]
                raise StoreError(f"{engine.title} does not keep {quoted(term.value)} as {kind}", "use another engine")
            elif len(term.value) * 10 > longest_line and len(str(quad.triple).encode()) > longest_line:
                raise StoreError(f"{engine.title} takes no text as long as {quoted(term.value)}", "use another engine")
