"""With what facts were made: by it shows whether a text has to be read again."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import kg
from kg.extract.document import Document
from kg.extract.judgements import Judgements
from kg.extract.keeping import Record, text_path
from kg.names import Entry

_CODE = (".py", ".yaml", ".tsv", ".txt")


@cache
def rules_version() -> str:
    """A hash of the program's version and all rules: their code and their words.

    >>> rules_version() == rules_version(), len(rules_version())
    (True, 16)
    """
    folder = Path(__file__).parent
    hash_ = sha256(kg.__version__.encode())
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _CODE and path.stem != "confidence"):
        hash_.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return hash_.hexdigest()[:16]


class Making:
    """What all articles of one run are read with: the rules or a model, the known names and the judgements.

    >>> one, other = Making([], Judgements()), Making([], Judgements(), "a model")
    >>> document = Document(name="wire", text="Ada met Ben.")
    >>> one.of(document) == other.of(document)
    False
    """

    def __init__(self, known: Iterable[Entry], judgements: Judgements, model: str = "") -> None:
        names = sha256(repr(sorted(known, key=lambda entry: entry.id)).encode()).hexdigest()
        judged = [each for each in judgements.made if not each.one.startswith("event/")]  # events are matched later
        self._with = f"{rules_version()}\0{names}\0{Judgements(judged).text()}\0{model}"

    def of(self, document: Document) -> str:
        """A hash of a document, what is known of where it comes from, and what it is read with."""
        return sha256(f"{self._with}\0{document.source!r}\0{document.own}".encode()).hexdigest()[:24]

    def unchanged(self, document: Document, record: Record, facts: Path) -> bool:
        """Whether the facts file of a document is there and was made of the same text with the same rules and names."""
        return facts.is_file() and record.made == self.of(document) and text_path(facts, record) is not None
