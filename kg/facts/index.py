"""Which ids exist, and finding the one that a reference means."""

from collections.abc import Collection, Iterable, Iterator

from kg.errors import listed, quoted
from kg.facts.format import ANYTHING
from kg.facts.kinds import Wrong, as_slug

Where = tuple[str, int]
"""A file as it was named, and a line of it."""

LOCAL = ("statement", "tenure")
"""The types whose ids are unique within their source only: ``statement/SOURCE/KEY``."""

_COMPARISONS = 200_000
"""How many ids are compared, over all problems, to suggest near ones: a few seconds at most."""


class Index:
    """Every id that the files define or that is known already.

    >>> index = Index(["country/ukraine", "country/turkiye"])
    >>> index.find("ukraine", ("person", "country"), "wire")
    ['country/ukraine']
    """

    def __init__(self, known: Collection[str] = ()) -> None:
        """Start with the ids that are known already."""
        self.known = known if isinstance(known, set | frozenset | dict) else frozenset(known)
        self.defined: dict[str, Where] = {}
        self.accepted: set[str] = set()
        self.whole = True
        """Whether all files could be read, so that an unknown id is one."""
        self._compared = 0

    def define(self, id_: str, where: Where, accepted: bool = True) -> Where | None:
        """Add an id; give the place where it was defined first, if that is another."""
        if accepted:
            self.accepted.add(id_)
        first = self.defined.setdefault(id_, where)
        return None if first == where else first

    def __contains__(self, id_: str) -> bool:
        """Tell whether there is such an id."""
        return id_ in self.defined or id_ in self.known

    def is_accepted(self, id_: str) -> bool:
        """Tell whether an id is accepted in some file or known already."""
        return id_ in self.accepted or id_ in self.known

    def find(self, reference: str, types: Iterable[str], source: str) -> list[str]:
        """Give the ids of some types that a reference in a file of some source can mean."""
        head, _, tail = reference.partition("/")
        pairs = [(head, tail)] if tail and head in types else [(type_, reference) for type_ in types]
        return [id_ for type_, key in pairs for id_ in _ids(type_, key, source) if id_ in self]

    def resolve(self, reference: str, types: tuple[str, ...], source: str) -> str:
        """Give the one id that a reference means, or raise `Wrong`."""
        found = self.find(reference, types, source)
        if len(found) == 1:
            return found[0]
        if found:
            raise Wrong(f"{quoted(reference)} is {listed(found, 'and')}", f"write {listed(found)}")
        if not self.whole:
            return f"{types[0]}/{reference}"
        others = self.find(reference, ANYTHING.types, source)
        if others:
            raise Wrong(f"{quoted(reference)} is {listed(others, 'and')}", f"{listed(types)} needed here")
        near = self._nearest(reference, types, source)
        hint = f"did you mean {listed(near)}?" if near else "define it in one of the files"
        raise Wrong(f"there is no {listed(types)} with the id {quoted(reference)}", hint)

    def _nearest(self, reference: str, types: tuple[str, ...], source: str) -> list[str]:
        """Give the references that look most like one that means nothing."""
        from difflib import get_close_matches

        self._compared += len(self.defined) + len(self.known)
        if self._compared > _COMPARISONS:
            return []
        keys = set()
        for id_ in (*self.known, *self.defined):
            type_, _, key = id_.partition("/")
            if type_ in types:
                keys.add(key.removeprefix(f"{source}/") if type_ in LOCAL else key)
        near = get_close_matches(as_slug(reference.rpartition("/")[2]), keys, 3)
        found = [(key, self.find(key, types, source)) for key in near]
        return [right for key, ids in found for right in ([key] if len(ids) == 1 else ids)]


def _ids(type_: str, key: str, source: str) -> Iterator[str]:
    """Yield the ids that a key can stand for."""
    if type_ in LOCAL and "/" not in key:
        yield f"{type_}/{source}/{key}"
    else:
        yield f"{type_}/{key}"
