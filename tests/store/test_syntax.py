import random
import time
from contextlib import suppress
from pathlib import Path
from xml.parsers import expat

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.errors import StoreError
from kg.quads import to_quads
from kg.store import FORMATS, parse, serialize
from kg.terms import RDF, XSD, Iri, Literal, Quad
from tests.strategies import facts

G = Iri("urn:g")
NAMED = ("trig", "nquads", "jsonld")
RDF_XML = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:e:">{{}}</rdf:RDF>'
DESCRIPTION = RDF_XML.format('<rdf:Description rdf:about="urn:a"><e:b>{}</e:b></rdf:Description>')
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}


def values(quads: list[Quad]) -> list[str]:
    return [quad.object.value for quad in quads if isinstance(quad.object, Literal)]


@pytest.mark.parametrize("syntax", FORMATS)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(facts())
def test_every_format_gives_back_what_was_written(syntax: str, value):
    quads = to_quads(value)
    written = serialize(quads, syntax)
    assert parse(written, syntax, quads[0].graph) == quads
    assert serialize(parse(written, syntax, quads[0].graph), syntax) == written


@pytest.mark.parametrize("syntax", FORMATS)
@pytest.mark.parametrize(
    "text",
    ["a\r\nb\rc\nd\te", "\u2028\u2029", "]]>&<", " a ", '"""', "'''\\", "\ufeff", "👩‍👩‍👧", "\x7f\x85", "\u202e"],
)
def test_awkward_text_survives_every_format(syntax: str, text: str):
    quads = [
        Quad(Iri("urn:s"), Iri("urn:x:p"), Literal(text), G),
        Quad(Iri("urn:s"), Iri("urn:x:p"), Literal(text, RDF + "langString", "uk"), G),
        Quad(Iri("urn:s"), Iri("urn:x:p"), Literal(text, "urn:x:type"), G),
    ]
    assert parse(serialize(quads, syntax), syntax, G) == sorted(quads)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own use of its old names
@pytest.mark.parametrize("syntax", FORMATS)
def test_another_library_reads_the_same_graph(syntax: str):
    quads = [
        Quad(Iri("urn:s"), Iri("urn:x:p"), Literal("a\r\nb & <c>"), G),
        Quad(Iri("urn:s"), Iri("urn:x:p"), Literal("1", XSD + "integer"), G),
        Quad(Iri("urn:s"), Iri("urn:x:p"), Iri("urn:o"), G),
    ]
    read = rdflib.Dataset().parse(data=serialize(quads, syntax), format=RDFLIB[syntax]) if syntax in NAMED else None
    flat = rdflib.Graph().parse(data=serialize(quads, syntax), format=RDFLIB[syntax]) if read is None else None
    wanted = rdflib.Graph().parse(data=serialize(quads, "ntriples"), format="nt")
    assert isomorphic(flat if flat is not None else read.graph(rdflib.URIRef(G)), wanted)


@pytest.mark.parametrize("syntax", FORMATS)
def test_formats_with_graphs_keep_them_and_the_others_say_everything_once(syntax: str):
    triple = (Iri("urn:s"), Iri("urn:x:p"), Literal("o"))
    quads = [Quad(*triple, Iri("urn:g1")), Quad(*triple, Iri("urn:g2"))]
    read = parse(serialize(quads, syntax), syntax, G)
    assert read == (quads if syntax in NAMED else [Quad(*triple, G)])
    assert FORMATS[syntax].supports_datasets == (syntax in NAMED)


def test_language_tags_that_differ_in_case_alone_are_one_triple():
    quads = [Quad(Iri("urn:s"), Iri("urn:x:p"), Literal("o", RDF + "langString", tag), G) for tag in ("en-GB", "en-gb")]
    assert serialize(quads, "ntriples") == b'<urn:s> <urn:x:p> "o"@en-gb .\n'


def test_a_predicate_that_no_xml_element_can_be_called_by_is_refused():
    with pytest.raises(StoreError, match="can't be written as rdfxml: the predicate http://x/1 does not end in a name"):
        serialize([Quad(Iri("urn:s"), Iri("http://x/1"), Literal("o"), G)], "rdfxml")


@pytest.mark.parametrize("quad", [Quad(Iri("a b"), G, G, G), Quad(G, G, Literal("x", "", 'en" .'), G)])
def test_terms_that_are_none_are_refused(quad: Quad):
    for syntax in FORMATS:
        with pytest.raises(StoreError, match="can't be written"):
            serialize([quad], syntax)


# --- blank nodes ----------------------------------------------------------------------------------------------------

BLANK = {
    "turtle": "<urn:a> <urn:b> [ <urn:b> 1 ], (2) . _:x <urn:b> _:y .",
    "trig": "<urn:a> <urn:b> [ <urn:b> 1 ], (2) . _:g { _:x <urn:b> _:y }",
    "ntriples": "<urn:a> <urn:b> _:x .\n_:x <urn:b> _:y .\n",
    "nquads": "<urn:a> <urn:b> _:x _:g .\n_:x <urn:b> _:y <urn:h> .\n",
    "rdfxml": RDF_XML.format("<rdf:Description><e:b><rdf:Description/></e:b></rdf:Description>"),
    "jsonld": '[{"@id": "urn:a", "urn:b": [{"urn:b": 1}, {"@list": [2]}]}]',
}


@pytest.mark.parametrize("syntax", FORMATS)
def test_blank_nodes_become_the_same_iris_below_the_graphs_own_every_time(syntax: str):
    read = parse(BLANK[syntax], syntax, G)
    assert read == parse(BLANK[syntax], syntax, G)
    blank = {term for quad in read for term in quad if isinstance(term, Iri) and "blank" in term}
    assert blank == {f"urn:g/blank/{number}" for number in range(1, len(blank) + 1)}
    assert len(blank) >= (1 if syntax == "rdfxml" else 2)


def test_many_blank_nodes_that_all_look_alike_take_no_time():
    """A complete graph of blank nodes, which a canonical labelling takes exponential time for."""
    text = "".join(f"_:b{i} <urn:p> _:b{j} .\n" for i in range(60) for j in range(60) if i != j)
    start = time.monotonic()
    assert len(parse(text, "ntriples", G)) == 60 * 59
    assert time.monotonic() - start < 2


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("syntax", "text", "line"),
    [
        ("turtle", "<urn:a> <urn:b> <urn:c> .\n\n<urn:a> nonsense .", 3),
        ("trig", "<urn:g> {\n<urn:a> <urn:b> <urn:c> d\n}", 2),
        ("ntriples", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .", 2),
        ("nquads", "<urn:a> <urn:b> <urn:c> <urn:d> .\n<urn:a> <urn:b> <urn:c> 'g' .", 2),
        ("jsonld", '{"@id": "urn:a",\n\n"urn:b": }', 3),
        ("rdfxml", DESCRIPTION.replace("<e:b>", "\n<e:b>").replace("</e:b>", "\n\n"), 4),
    ],
)
def test_a_syntax_error_names_the_line(syntax: str, text: str, line: int):
    with pytest.raises(StoreError, match=rf"^not valid {syntax}: .*\bline {line}\b"):
        parse(text, syntax, G)


RELATIVE = {
    "turtle": "<a> <urn:b> <urn:c> .",
    "trig": "<a> <urn:b> <urn:c> .",
    "ntriples": "<a> <urn:b> <urn:c> .",
    "nquads": "<urn:a> <urn:b> <urn:c> <g> .",
    "rdfxml": RDF_XML.format('<rdf:Description rdf:about="a"><e:b>1</e:b></rdf:Description>'),
    "jsonld": '{"@id": "urn:a", "urn:b": {"@id": "c"}}',
}


@pytest.mark.parametrize("syntax", FORMATS)
def test_a_relative_iri_without_a_base_is_refused(syntax: str):
    with pytest.raises(StoreError, match="write relative IRIs out, or name their base in the file"):
        parse(RELATIVE[syntax], syntax, G)


@pytest.mark.parametrize(
    ("syntax", "text"),
    [
        ("turtle", "@base <http://e/> . <a> <urn:b> <urn:c> ."),
        ("jsonld", '{"@context": {"@base": "http://e/"}, "@id": "a", "urn:b": {"@id": "urn:c"}}'),
    ],
)
def test_a_base_in_the_file_counts(syntax: str, text: str):
    assert parse(text, syntax, G) == [Quad(Iri("http://e/a"), Iri("urn:b"), Iri("urn:c"), G)]


@pytest.mark.parametrize(
    "context", ['"http://127.0.0.1:9/c"', '["file:///etc/passwd"]', '{"@import": "http://127.0.0.1:9/c"}']
)
def test_a_context_at_another_address_is_not_fetched(context: str):
    with pytest.raises(StoreError, match="not fetched; put the context into the file"):
        parse(f'{{"@context": {context}, "@id": "urn:a"}}', "jsonld", G)


@pytest.mark.parametrize(
    ("syntax", "text"),
    [
        ("turtle", "<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> ."),
        ("turtle", "<< <urn:a> <urn:b> 1 >> <urn:c> 2 ."),
        ("turtle", "<urn:a> <urn:b> 1 {| <urn:c> 2 |} ."),
        ("trig", "<urn:g> { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> }"),
        ("ntriples", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> ."),
        ("nquads", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> <urn:g> ."),
    ],
)
def test_triples_inside_triples_are_refused(syntax: str, text: str):
    with pytest.raises(StoreError, match="a triple inside a triple can't be kept"):
        parse(text, syntax, G)


def test_text_with_a_direction_is_refused():
    with pytest.raises(StoreError, match="a direction of writing can't be kept"):
        parse('<urn:a> <urn:b> "x"@ar--rtl .', "turtle", G)


def test_text_may_hold_what_looks_like_a_triple_inside_a_triple():
    assert values(parse(f"<urn:a> <urn:b> '{'<<(' * 400}' .", "turtle", G)) == ["<<(" * 400]


def test_a_byte_order_mark_is_passed_over():
    for syntax, text in BLANK.items():
        assert parse(b"\xef\xbb\xbf" + text.encode(), syntax, G) == parse(text, syntax, G)


@pytest.mark.parametrize("data", [b"<urn:a> <urn:b> '\xff' .", "<urn:a> <urn:b> 1 .".encode("utf-16"), "'\ud83d'"])
def test_what_is_not_utf8_is_refused(data: bytes | str):
    with pytest.raises(StoreError, match="not valid turtle"):
        parse(data, "turtle", G)


# --- hostile files --------------------------------------------------------------------------------------------------

DEEP = 20_000
HOSTILE = {
    "triple terms": ("ntriples", f"<urn:a> <urn:b> {'<<( <urn:a> <urn:b> ' * DEEP}<urn:c>{' )>>' * DEEP} ."),
    "triple terms unclosed": ("turtle", f"<urn:a> <urn:b> {'<<( <urn:a> <urn:b> ' * DEEP}"),
    "xml elements": ("rdfxml", RDF_XML.format('<rdf:Description><e:b rdf:parseType="Literal">' * DEEP)),
    "json objects": ("jsonld", '{"urn:b":' * 100_000),
    "json arrays": ("jsonld", "[" * 100_000 + "]" * 100_000),
    "turtle open brackets": ("turtle", "<urn:a> <urn:b> " + "[ <urn:b> " * DEEP),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_deep_nesting_is_refused_in_no_time(name: str):
    syntax, text = HOSTILE[name]
    start = time.monotonic()
    with pytest.raises(StoreError) as caught:
        parse(text, syntax, G)
    assert time.monotonic() - start < 5
    assert len(str(caught.value)) < 500


def test_nesting_that_stays_in_bounds_is_read():
    text = f"<urn:a> <urn:b> {'[ <urn:b> ' * DEEP}1{' ]' * DEEP} ."
    assert len(parse(text, "turtle", G)) == DEEP + 1
    deep = RDF_XML.format("<rdf:Description><e:b>" * 200 + "</e:b></rdf:Description>" * 200)
    assert len(parse(deep, "rdfxml", G)) == 200


def noise(size: int) -> list[bytes]:
    binary = random.Random(1).randbytes(size)
    return [binary, bytes(32 + byte % 95 for byte in binary), b"<" * size, b'"' * size, b"[" * size, b"{" * size]


@pytest.mark.parametrize("syntax", FORMATS)
def test_noise_is_refused_with_a_short_message(syntax: str):
    for data in noise(200_000):
        with pytest.raises(StoreError) as caught:
            parse(data, syntax, G)
        assert len(str(caught.value)) < 500


@pytest.mark.slow
@pytest.mark.parametrize("syntax", FORMATS)
def test_ten_megabytes_of_noise_are_refused(syntax: str):
    for data in noise(10_000_000):
        with pytest.raises(StoreError):
            parse(data, syntax, G)


def with_entities(*entities: str, text: str = "&x;") -> str:
    return f"<!DOCTYPE rdf:RDF [{''.join(entities)}]>{DESCRIPTION.format(text)}"


LAUGHS = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]


@pytest.mark.parametrize(
    "text",
    [
        with_entities('<!ENTITY l0 "ha">', *LAUGHS, text="&l9;"),
        with_entities("<!-- ", '<!ENTITY l0 "ha">', *LAUGHS, " -->", text="&l9;"),
        with_entities('<!ENTITY x "&#38;y;">', '<!ENTITY y "z">'),
        with_entities('<!ENTITY % p "z">', '<!ENTITY x "%p;">'),
        with_entities(f'<!ENTITY x "{"a" * 50_000}">', text="&x;" * 50_000),
        with_entities('<!ENTITY x SYSTEM "file:///etc/passwd">'),
        with_entities('<!ENTITY x PUBLIC "x" "file:///etc/passwd">'),
        with_entities('<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;', '<!ENTITY x "1">'),
    ],
)
def test_entities_that_grow_or_name_files_are_refused(text: str):
    start = time.monotonic()
    with pytest.raises(StoreError, match="an entity may stand for up to 100 characters"):
        parse(text, "rdfxml", G)
    assert time.monotonic() - start < 1


def test_entities_that_abbreviate_a_namespace_are_read():
    text = with_entities('<!ENTITY x "http://example.org/">', text="&x;a &lt;&#65;")
    assert values(parse(text, "rdfxml", G)) == ["http://example.org/a <A"]


def test_an_external_document_type_is_not_fetched(tmp_path: Path):
    (tmp_path / "x.dtd").write_text('<!ENTITY x "secret">')
    text = f'<!DOCTYPE rdf:RDF SYSTEM "{(tmp_path / "x.dtd").as_uri()}">{DESCRIPTION.format("1")}'
    assert values(parse(text, "rdfxml", G)) == ["1"]
    with pytest.raises(StoreError):
        parse(text.replace(">1<", ">&x;<"), "rdfxml", G)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text("<>\"'@[](){}_:.;,\\ \nabc&#!", max_size=200).map(str.encode))
def test_any_bytes_give_quads_or_a_store_error(data: bytes):
    for syntax in FORMATS:
        with suppress(StoreError):
            assert isinstance(parse(data, syntax, G), list)


def test_the_xml_library_that_guards_is_one_that_knows_about_growing_entities():
    assert expat.version_info >= (2, 4, 0)
    assert ox.__version__.startswith("0.5.")
