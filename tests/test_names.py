"""Names: what counts as the same name, what a name finds, and what an unknown one is told."""

import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import AmbiguousName, FactsError, KgError, Problem, UnknownName, printable
from kg.names import Entry, NameIndex, fold

ENTRIES = [
    Entry("person/rustem-umerov", "Rustem Umerov", "person", ("Rustem Umerov", "Рустем Умєров", "Rüstem Ümerov")),
    Entry("person/vladimir-medinsky", "Vladimir Medinsky", "person", ("Владимир Мединский",)),
    Entry("person/hakan-fidan", "Hakan Fidan", "person", ()),
    Entry("person/wang-yi", "Wang Yi", "person", ("王毅",)),
    Entry("person/igor-ivanov", "Igor Ivanov", "person", ()),
    Entry("person/sergei-ivanov", "Sergei Ivanov", "person", ("Сергей Иванов",)),
    Entry("person/john-smith", "John Smith", "person", ()),
    Entry("person/john-smith-2", "John Smith", "person", ()),
    Entry("person/theresa-may", "Theresa May", "person", ()),
    Entry("person/mai-linh", "Mai Linh", "person", ()),
    Entry("country/us", "United States", "country", ("U.S.", "USA", "United States of America")),
    Entry("country/tr", "Türkiye", "country", ("Turkey",)),
    Entry("country/georgia", "Georgia", "country", ()),
    Entry("region/georgia-us", "Georgia", "region", ("Georgia (US)",)),
    Entry("organisation/un", "United Nations", "organisation", ("UN",)),
    Entry("group/e3", "E3", "group", ("E 3",)),
    Entry("city/istanbul", "Istanbul", "city", ("İstanbul",)),
    Entry("venue/ciragan-palace", "Çırağan Palace", "venue", ("Çırağan Sarayı",)),
]
INDEX = NameIndex(ENTRIES)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Umerov", "UMEROV", "Ümerov", "Umierov", "Umyerov", "Umjerov", "Умеров", "Умєров", "U\u0308merov"),
        ("Medinsky", "Medinskiy", "Medinskij", "Medinskyi", "Medinskyj", "Medinskii", "Medinski", "Мединский"),
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Зеленский", "Зеленський"),
        ("Sergei", "Sergey", "Sergej", "Сергей"),
        ("Nikolai", "Nikolay", "Nikolaj", "Николай"),
        ("Alexei", "Alexey", "Aleksey", "Aleksei", "Алексей"),
        ("Kyslytsya", "Kislitsya", "Kyslytsia", "Кислиця"),
        ("Sybiha", "Сибіга"),
        ("Yermak", "Iermak", "Ermak", "Єрмак", "Ермак"),
        ("Istanbul", "İstanbul", "ISTANBUL", "ıstanbul", "Ｉｓｔａｎｂｕｌ"),
        ("Weiss", "Weiß", "WEISS"),
        ("US", "U.S.", "us"),
        ("O'Brien", "O’Brien", "OBrien", "Oʼbrien"),
        ("Jean-Noël Barrot", "jean  noel\tbarrot"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])}


def test_different_names_keep_different_keys() -> None:
    names = "Peter Pyotr Ivanov Ivanova Lavrov Raj Rai Jan An Jens Ens Kyiv Kiev UN US E3"
    assert len(set(fold(names).split())) == len(names.split())


def test_a_name_without_letters_or_digits_has_an_empty_key() -> None:
    assert [fold(name) for name in ("", " ", "?!", "\u200b", "\ud800")] == [""] * 5


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("person/rustem-umerov", "Rustem Umerov"),
        ("rustem-umerov", "Rustem Umerov"),
        ("https://w3id.org/parley/id/person/rustem-umerov", "Rustem Umerov"),
        (" Rustem Umerov ", "Rustem Umerov"),
        ("umerov", "Rustem Umerov"),
        ("Ümerov", "Rustem Umerov"),
        ("Умєров", "Rustem Umerov"),
        ("Umerov, Rustem", "Rustem Umerov"),
        ("rust ume", "Rustem Umerov"),
        ("Medinskiy", "Vladimir Medinsky"),
        ("王毅", "Wang Yi"),
        ("wangyi", "Wang Yi"),
        ("us", "United States"),
        ("U.S.", "United States"),
        ("turkey", "Türkiye"),
        ("turkiye", "Türkiye"),
        ("tr", "Türkiye"),
        ("un", "United Nations"),
        ("e3", "E3"),
        ("Sarayi", "Çırağan Palace"),
        ("ciragan", "Çırağan Palace"),
    ],
)
def test_a_name_finds_the_thing(query: str, label: str) -> None:
    assert INDEX.find(query).label == label


def test_an_id_beats_a_name() -> None:
    """Two people have the same name, and one of them a hyphenated id that folds to it."""
    assert INDEX.find("john-smith").id == "person/john-smith"
    with pytest.raises(AmbiguousName):
        INDEX.find("John Smith")


def test_case_never_decides_between_two_things() -> None:
    for query in ("georgia", "Georgia", "GEORGIA"):
        with pytest.raises(AmbiguousName) as caught:
            INDEX.find(query)
        assert caught.value.candidates == (("country/georgia", "Georgia"), ("region/georgia-us", "Georgia"))


def test_a_whole_name_beats_a_part_of_another() -> None:
    index = NameIndex([Entry("city/york", "York", "city", ()), Entry("city/new-york", "New York", "city", ())])
    assert index.find("york").id == "city/york"
    assert index.find("york new").id == "city/new-york"


def test_a_spelling_that_needs_no_rule_beats_one_that_does() -> None:
    assert fold("May") == fold("Mai")
    assert INDEX.find("May").label == "Theresa May"
    assert INDEX.find("Mai").label == "Mai Linh"


def test_words_of_a_query_must_stand_in_one_name() -> None:
    """The words of two aliases of one thing are not mixed."""
    index = NameIndex([Entry("city/x", "Saint Petersburg", "city", ("Leningrad Oblast",))])
    with pytest.raises(UnknownName):
        index.find("Saint Oblast")


def test_two_letters_are_no_prefix() -> None:
    with pytest.raises(UnknownName):
        INDEX.find("fi")
    assert INDEX.find("fid").label == "Hakan Fidan"


def test_types_are_asked_for_first() -> None:
    assert INDEX.find("Georgia", types=["country"]).id == "country/georgia"
    index = NameIndex([*ENTRIES, Entry("city/may", "May", "city", ())])
    assert index.find("May", types=["person"]).label == "Theresa May"
    index = NameIndex([Entry("city/may", "May", "city", ()), Entry("person/mai-linh", "Mai Linh", "person", ())])
    assert index.find("May", types=["person"]).label == "Mai Linh"


def test_an_ambiguous_name_lists_the_ids_to_write() -> None:
    with pytest.raises(AmbiguousName) as caught:
        INDEX.find("Ivanov")
    assert str(caught.value) == (
        '"Ivanov" could be Igor Ivanov (person/igor-ivanov) or Sergei Ivanov (person/sergei-ivanov): '
        "write one of the ids shown in brackets"
    )


def test_a_very_ambiguous_name_lists_some() -> None:
    index = NameIndex(Entry(f"person/{n:03}", f"Li {n}", "person", ()) for n in range(100))
    with pytest.raises(AmbiguousName, match=r"Li 7 \(person/007\) or one of 92 more: write") as caught:
        index.find("Li")
    assert len(caught.value.candidates) == 100


@pytest.mark.parametrize(
    ("query", "suggestions"),
    [
        ("Umerof", ("Rustem Umerov",)),
        ("Rustam Umerof", ("Rustem Umerov",)),
        ("Medinskyyj Wladimir", ("Vladimir Medinsky",)),
        ("Foreign Minister Fidan", ("Hakan Fidan",)),
        ("Istambul", ("Istanbul",)),
        ("Qwxzt", ()),
    ],
)
def test_an_unknown_name_gets_the_nearest_known_ones(query: str, suggestions: tuple[str, ...]) -> None:
    with pytest.raises(UnknownName) as caught:
        INDEX.find(query)
    assert caught.value.suggestions == suggestions


def test_where_nothing_is_near_the_first_few_known_names_are_told() -> None:
    with pytest.raises(UnknownName) as caught:
        INDEX.find("Qwxzt", types=["city", "venue"], what="city or venue")
    assert str(caught.value) == 'no city or venue is called "Qwxzt": known are Istanbul and Çırağan Palace'
    with pytest.raises(UnknownName, match=r"known are Hakan Fidan, Igor Ivanov, .* and 4 more$"):
        INDEX.find("Qwxzt", types=["person"], what="person")
    with pytest.raises(UnknownName, match='no event is called "x": none is known here'):
        INDEX.find("x", types=["event"], what="event")
    with pytest.raises(UnknownName, match="known are " + "x" * 59 + "…$"):
        NameIndex([Entry("city/x", "x" * 100_000, "city", ())]).find("Qw")


@pytest.mark.parametrize(("query", "label"), [("person/rus", "Rustem Umerov"), ("ci", "Istanbul"), ("group/", "E3")])
def test_the_beginning_of_an_id_is_completed(query: str, label: str) -> None:
    with pytest.raises(UnknownName) as caught:
        INDEX.find(query)
    assert label in caught.value.suggestions


def test_suggestions_are_few_distinct_and_of_the_wanted_types() -> None:
    entries = [Entry(f"person/{n}", f"Ivanov{n // 2}", "person", ()) for n in range(20)]
    index = NameIndex([*entries, Entry("city/ivanova", "Ivanova", "city", ())])
    with pytest.raises(UnknownName) as caught:
        index.find("Ivanav1", types=["person"], what="person")
    assert caught.value.suggestions == ("Ivanov1", "Ivanov0", "Ivanov2")


def test_a_name_of_another_type_says_so() -> None:
    with pytest.raises(UnknownName) as caught:
        INDEX.find("Istanbul", types=["person", "organisation"], what="person or organisation")
    assert str(caught.value) == '"Istanbul" is a city, not a person or organisation'
    assert caught.value.other_types == ("city",)


@pytest.mark.parametrize("query", ["", "  ", "?!", "\u202e", "\x1b["])
def test_a_name_that_names_nothing_gets_a_printable_message(query: str) -> None:
    with pytest.raises(UnknownName) as caught:
        INDEX.find(query)
    assert str(caught.value).isprintable()


def test_hostile_labels_stay_off_the_terminal() -> None:
    index = NameIndex([Entry("person/x", "Eve\x1b[2J Smith\u202e", "person", ())])
    with pytest.raises(UnknownName, match=r"did you mean Eve\\x1b\[2J Smith\\u202e\?"):
        index.find("Smithe")


@pytest.mark.parametrize("query", ["x" * 1_000_000, "ab" * 500, "a " * 500, "ﷺ" * 999, "ij" * 500, "-" * 1000])
def test_a_huge_name_is_refused_in_few_words(query: str) -> None:
    index = NameIndex([*ENTRIES, Entry("person/long", "y" * 1_000_000, "person", ("z " * 500_000,))])
    with pytest.raises(UnknownName) as caught:
        index.find(query)
    assert len(str(caught.value)) < 300


def test_among_twenty_thousand_names_each_is_found_and_an_unknown_one_is_not() -> None:
    entries = [
        Entry(f"person/{n}", f"Given{n % 701} Family{n}", "person", (f"Семён Фамилия{n}",)) for n in range(10_000)
    ]
    index = NameIndex(entries)
    for n in range(1000):
        assert index.find(f"Family{n}").id == f"person/{n}"
    with pytest.raises(UnknownName):
        index.find("Famyli9999q")


def test_a_plain_name_needs_no_transliteration_library() -> None:
    code = "import sys, kg.names; kg.names.fold('Rustem Umerov'); print('anyascii' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@given(st.one_of(st.text(max_size=60), st.text("abeijksxy", max_size=8)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_any_text_finds_something_or_gets_a_clear_error(text: str) -> None:
    try:
        message = INDEX.find(text).label
    except KgError as error:
        message = str(error)
    assert message
    assert message.isprintable()


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5))
def test_every_name_with_a_key_finds_its_thing(names: list[str]) -> None:
    index = NameIndex([Entry("person/only-one", names[0], "person", tuple(names))])
    for name in names:
        if fold(name):
            assert index.find(name).id == "person/only-one"


# --- the errors that names raise, and their relatives ---


@pytest.mark.parametrize(
    "error",
    [
        KgError("wrong", "right"),
        UnknownName("Umerof", ("Rustem Umerov",), "person"),
        UnknownName("Istanbul", (), "organisation", ("city", "venue")),
        UnknownName("Paris", (), "city", known=("Istanbul",)),
        AmbiguousName("Ivanov", [("person/a", "A"), ("person/b", "B")]),
        FactsError([Problem("b.yaml", 2, "x", "y"), Problem("a.yaml", None, "z")]),
    ],
)
def test_an_error_survives_pickling(error: KgError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (str(copy), vars(copy)) == (str(error), vars(error))


def test_problems_are_sorted_and_one_per_line() -> None:
    problems = [Problem("b", 2, "later"), Problem("b", 1, "with\nbreak", "hint"), Problem("a", None, "whole file")]
    assert str(FactsError(problems)) == "a: whole file\nb:1: with\\nbreak (hint)\nb:2: later"


def test_printable_leaves_every_script_alone() -> None:
    assert printable("Çırağan, Київ, 王毅, محمد") == "Çırağan, Київ, 王毅, محمد"
    assert printable("a\x00\x9b\u202e\ud800") == r"a\x00\x9b\u202e\ud800"
