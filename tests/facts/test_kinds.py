"""The kinds of single value."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.facts.kinds import LANGUAGE, SLUG, URL, Slug, Wrong
from kg.facts.tree import Text
from kg.terms import iri

PARTS = st.lists(
    st.sampled_from([*"aZ0-._~/?#:@%[]!$&'()*+,;= \"<>|\\^`é\u202e", "%4f", "%zz", "//", ":80"]), max_size=12
)


@given(PARTS.map(lambda parts: "http://a" + "".join(parts)) | st.from_regex(URL.form, fullmatch=True))
def test_a_web_address_that_is_accepted_is_an_iri_everywhere(address: str) -> None:
    try:
        URL.read(Text(address, 1))
    except Wrong:
        return
    assert NamedNode(address).value == address


@given(st.from_regex(LANGUAGE.form, fullmatch=True))
def test_a_language_that_is_accepted_is_a_language_tag_everywhere(tag: str) -> None:
    assert Literal("", language=LANGUAGE.read(Text(tag, 1))).language == tag.lower()


@given(st.from_regex(SLUG, fullmatch=True).filter(lambda slug: len(slug) < 100))
def test_an_id_that_is_accepted_makes_an_iri(slug: str) -> None:
    assert str(iri(f"person/{Slug().read(Text(slug, 1))}")).endswith(slug)
    NamedNode(str(iri(f"person/{slug}")))
