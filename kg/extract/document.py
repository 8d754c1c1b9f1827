"""Articles as files: their text, exactly as offsets count in it, and what they say of themselves."""

import codecs
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from kg import model as m
from kg.dates import Date, parse
from kg.errors import DateError, KgError, TextError
from kg.extract.sketch import sketch_of
from kg.facts.kinds import LANGUAGE, URL, Wrong, as_slug
from kg.facts.tree import Text
from kg.texts import LARGEST_TEXT
from kg.value import Value

TEXT_SUFFIXES = (".txt", ".text", "")
MARKDOWN_SUFFIXES = (".md", ".markdown")
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
SUFFIXES = (*TEXT_SUFFIXES, *MARKDOWN_SUFFIXES, *HTML_SUFFIXES)

LONGEST_READ = 200_000
"""What stands behind so many characters of a text is not read by the rules, and a note says so."""
_LONGEST_TITLE = 250
_LONGEST_FIELD = 500
_FOREIGN = 0.1
"""A file with a larger share of bytes beyond ASCII is not read as Windows-1252."""
_NOT_TEXT = {
    b"%PDF": ("a PDF", "take the text out of it first, with pdftotext for instance"),
    b"PK\x03\x04": ("a zip file, perhaps of a word processor", "save it as plain text or HTML first"),
    b"{\\rtf": ("rich text", "save it as plain text first"),
    b"\xd0\xcf\x11\xe0": ("a file of a word processor", "save it as plain text first"),
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in _MONTHS)
DAY = re.compile(
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d>\d{{1,2}}) (?P<m>{_MONTH}),? (?P<y>\d{{4}})|"
    rf"(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    rf"(?:(?:published|posted|date|updated)(?: on)?:? )?(?:\w{{6,9}}, )?({DAY.pattern})(?:[,|T ].{{0,40}})?",
    re.IGNORECASE,
)
_DATE_AT_END = re.compile(rf".{{0,100}}?[\s,(]({DAY.pattern})\)?", re.IGNORECASE)
DATELINE = re.compile(
    rf"[A-Z][A-Z .'/-]{{2,40}}(?:, [\w. ]{{2,30}}?)??"
    rf"(?:, (?P<day>(?:(?:{_MONTH}) \d{{1,2}}|\d{{1,2}} (?:{_MONTH}))(?:,? \d{{4}})?))?"
    r"(?: ?\((?P<agency>[^()\n]{2,40})\))? ?(?:[–—]|--?) ",
)
_FRONT = re.compile(r"---\n(.{0,20000}?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"""([A-Za-z_-]{2,30}):[ \t]*["']?([^\n]*?)["']?[ \t]*""")
_FRONT_NAMES = {
    "title": "title",
    "date": "published",
    "published": "published",
    "pubdate": "published",
    "publisher": "publisher",
    "source": "publisher",
    "site": "publisher",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "lang": "language",
    "language": "language",
}


@frozen(eq=False, repr=False, kw_only=True)
class Document(Value):
    """An article: the text that offsets count in, and what is known of where it comes from.

    `own` says that the file's bytes are the text's; otherwise the text has to be written beside the facts. `notes` say
    what was done to get at the text. `copy_of` is the id of the source that it repeats.
    """

    name: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: Date | None = None
    url: str | None = None
    language: str | None = None
    kind: str = "article"
    copy_of: str | None = None
    own: bool = True
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text's UTF-8 bytes."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def source(self) -> m.Source:
        """The document as the source of facts; its id is made of the file's name and the hash of the text.

        >>> Document(name="Wire Report", text="Ada met Ben.").source.id
        'source/wire-report-297985d9'
        """
        hash_ = self.sha256
        name = as_slug(self.name)[:60].strip("-") or "article"
        return m.Source(
            f"source/{name}-{hash_[:8]}",
            self.kind,
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            url=self.url,
            language=self.language,
            sha256=hash_,
            length=len(self.text),
            syndicated_from=self.copy_of,
            sketch=str(sketch_of(self.text)),
        )


def read_document(path: Path) -> Document:
    r"""Read a text, Markdown or HTML file.

    Line ends become \n. HTML needs trafilatura. Raises KgError on a file that can't be read, is too large, holds no
    text or is of another kind, TextError on an encoding that can't be told.
    """
    suffix = path.suffix.lower()
    data = _bytes(path)
    for start, (what, hint) in _NOT_TEXT.items():
        if data[:1024].lstrip().startswith(start):
            raise KgError(f"{path} is {what}", hint)
    if suffix not in SUFFIXES:
        raise KgError(f"{path} is no text by its name", f"the name has to end in {', '.join(filter(None, SUFFIXES))}")
    raw, notes = _decoded(path, data)
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        if len(data) > 20 and max(data[::2].count(0), data[1::2].count(0)) > len(data) / 4:
            raise TextError(f"{path} is UTF-16 without the mark that says so", "save it as UTF-8")
        raise KgError(f"{path} holds binary data", "give plain text, Markdown or HTML")
    document = Document(name=path.stem, text=text, notes=notes)
    if suffix in HTML_SUFFIXES:
        document = _from_html(path, document)
    elif suffix in MARKDOWN_SUFFIXES:
        document = _from_markdown(document)
    else:
        document = _from_plain(document)
    if not document.text.strip():
        raise KgError(f"{path} holds no text", "an article is needed")
    if (length := len(document.text)) > LONGEST_READ:
        told = f"{path} has {length:,} characters, of which the rules read the first {LONGEST_READ:,}"
        document = evolve(document, notes=(*document.notes, told))
    return evolve(document, own=document.text.encode() == data)


def day(text: str) -> Date | None:
    """The day that a text begins with, or None.

    >>> day("2 June 2025"), day("June 2nd, 2025, 10:00"), day("2025-06-02T10:00:00Z"), day("31 June 2025")
    (Date('2025-06-02', 2025-06-02 to 2025-06-02), Date('2025-06-02', 2025-06-02 to 2025-06-02), \
Date('2025-06-02', 2025-06-02 to 2025-06-02), None)
    """
    found = DAY.match(text.strip()[:100])
    if not found:
        return None
    iso, of_month, month, year = found["iso"], found["d"] or found["d2"], found["m"] or found["m2"], found["y"]
    if not iso:
        number = 1 + [name[:3].lower() for name in _MONTHS].index(month[:3].lower())
        iso = f"{year or found['y2']}-{number:02}-{int(of_month):02}"
    try:
        return parse(iso)
    except DateError:
        return None


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise KgError(f"{path} is no ordinary file", "name a text, Markdown or HTML file or a folder of them")
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise KgError(f"{path} can't be read: {error.strerror}") from None
    if len(data) > LARGEST_TEXT:
        raise KgError(f"{path} has more than {LARGEST_TEXT // 10**6} MB", "no article is that long; split it")
    return data


def _decoded(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes, and what one should know about the encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise TextError(f"{path} is broken {encoding} from byte {error.start} on", "save as UTF-8") from None
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        where = error.start
    foreign = sum(byte > 127 for byte in data)
    try:
        if foreign > len(data) * _FOREIGN:
            raise TextError(f"{path} is not UTF-8 from byte {where} on", "save it as UTF-8")
        return data.decode("cp1252"), (f"{path} is not UTF-8 and was read as Windows-1252",)
    except UnicodeDecodeError:
        raise TextError(f"{path} is not UTF-8 from byte {where} on", "save it as UTF-8") from None


def _from_plain(document: Document) -> Document:
    """Take title, date and agency from the lines at the top."""
    lines = [line.strip() for line in document.text[:2000].split("\n") if line.strip()][:6]
    if not lines:
        return document
    found: dict[str, Any] = {}
    dateline = next((match for line in lines if (match := DATELINE.match(line))), None)
    heads = lines[1:] if len(lines) > 2 and _is_masthead(lines[0], lines[1]) else lines
    if len(heads) > 1 and len(heads[0]) <= _LONGEST_TITLE and heads[0][-1] not in '.!”"' and not day(heads[0]):
        found["title"] = None if DATELINE.match(heads[0]) else printable_line(heads[0])
    for line in lines:
        if len(line) < 120 and (match := _DATE_LINE.fullmatch(line) or _DATE_AT_END.fullmatch(line)):
            found["published"] = day(match[1])
            break
    if dateline:
        agency = printable_line(dateline["agency"] or "")
        found["publisher"] = agency if agency[:1].isupper() and not agency.startswith("By ") else None
        found.setdefault("published", day(dateline["day"] or ""))
    return evolve(document, **found)


def _is_masthead(line: str, following: str) -> bool:
    """Whether a first line is the name of the paper, in capitals with a date or a bare name, and no headline."""
    place = DATELINE.match(line)
    story = place is not None and DAY.fullmatch(line[place.end() :]) is None
    if story or DATELINE.match(following) or following[-1] in '.!”"' or day(following):
        return False
    words = [word for word in DAY.sub(" ", line).split() if word[0].isalpha()]
    dated = DAY.search(line) is not None
    shout = all(word.isupper() for word in words) and (dated or not following.isupper())
    named = all(word[0].isupper() or word in ("of", "the", "and") for word in words) and (dated or len(words) < 4)
    return bool(words) and (shout or named)


def _from_markdown(document: Document) -> Document:
    """Leave out the signs of Markdown, and read what stands in front of it."""
    from markdown_it import MarkdownIt  # rich brings it

    text, values = document.text, {}
    if front := _FRONT.match(text):
        text = text[front.end() :]
        lines = (_FRONT_LINE.fullmatch(line) for line in front[1].split("\n"))
        values = {match[1].lower(): match[2] for match in lines if match}
    blocks: list[str] = []
    title = None
    heading = ""
    for token in MarkdownIt("commonmark").disable("html_inline").parse(text):
        if token.type == "inline":
            content = _inline(token.children or []).strip()
            blocks += [content] if content else []
            title = title or (content if heading == "h1" else None)
        heading = token.tag if token.type == "heading_open" else ""
    fields = {_FRONT_NAMES[name]: value for name, value in values.items() if name in _FRONT_NAMES and value}
    return _described(evolve(document, text="\n\n".join(blocks) + "\n"), {"title": title, **fields})


def _inline(tokens: Iterable[Any]) -> str:
    """The words of a paragraph of Markdown."""
    breaks = {"softbreak": " ", "hardbreak": "\n", "image": ""}
    return "".join(breaks.get(token.type, token.content) for token in tokens)


def _from_html(path: Path, document: Document) -> Document:
    """Find the article in a page, and what the page says of it in its head."""
    try:
        import trafilatura
    except ImportError:
        raise KgError(f"{path} is HTML, which trafilatura reads", "pip install 'parley-kg[html]'") from None
    from lxml.etree import LxmlError

    try:
        page = trafilatura.load_html(document.text)
        found = None if page is None else trafilatura.bare_extraction(document.text, include_comments=False)
        text = getattr(found, "text", None)
        if page is None or not text:
            raise KgError(f"no article was found in {path}", "save the article's text as plain text")
        data = trafilatura.extract_metadata(page)
        head = {
            "title": getattr(data, "title", None),
            "publisher": getattr(data, "sitename", None),
            "url": getattr(data, "url", None),
            "published": _published_in(page),
            "language": page.get("lang"),
        }
    except (LxmlError, ValueError, RecursionError) as error:
        raise KgError(f"{path} can't be read as HTML: {error}", "save the article's text as plain text") from None
    return _described(evolve(document, text=text + "\n"), head)


def _published_in(page: Any) -> str | None:
    """The date that the head of a page gives; guesses from its text or address would be no metadata."""
    names = "article:published_time datePublished date dc.date dcterms.created pubdate publish-date parsely-pub-date"
    metas: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content") or "")
    for name in names.lower().split():
        if found := day(metas.get(name, "")):
            return found.edtf
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json":
            match = re.search(r'"datePublished"\s*:\s*"([^"]{8,40})"', script.text or "")
            if match and (found := day(match[1])):
                return found.edtf
    times = (time.get("datetime") or "" for time in page.iter("time") if time.get("pubdate") is not None)
    return next((found.edtf for time in times if (found := day(time))), None)


def _described(document: Document, values: dict[str, Any]) -> Document:
    """Keep what is said of a document as far as it is sound."""
    found: dict[str, Any] = {}
    for name in ("title", "publisher"):
        found[name] = printable_line(str(values.get(name) or "")) or None
    found["published"] = day(str(values.get("published") or ""))
    for name, kind in (("url", URL), ("language", LANGUAGE)):
        try:
            found[name] = kind.read(Text(str(values.get(name) or ""), 1))
        except Wrong:
            continue
    return evolve(document, **found)


def printable_line(text: str) -> str:
    r"""A text on one line, without signs that steer a display, cut where it gets too long for a title.

    >>> printable_line(" A\u202e title\n")
    'A title'
    """
    clean = "".join(char if char.isprintable() else " " for char in text[:_LONGEST_FIELD])
    return " ".join(clean.split())
