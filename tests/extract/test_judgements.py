"""Judgements about who is the same."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.extract.judgements import VERDICTS, Judgement, Judgements, parse_pair, read_judgements

SAME = Judgement("same", "person/a", "person/b", "one man\tin two spellings")


def test_judgements_survive_their_file(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    Judgements([SAME, Judgement("different", "person/b", "person/c")]).write(path)
    read = read_judgements(path)
    assert read.canonical("person/a") == "person/b"
    assert read.differ("person/c", "person/b")
    assert read.text() == path.read_text()


def test_no_file_means_no_judgements(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "none.tsv").made == ()


def test_the_last_judgement_about_a_pair_counts_and_can_be_taken_back() -> None:
    both = Judgements([SAME]).plus(Judgement("different", "person/b", "person/a"))
    assert both.differ("person/a", "person/b")
    assert both.canonical("person/a") == "person/a"
    assert both.without("person/a", "person/b").made == ()
    with pytest.raises(KgError, match="nothing was decided"):
        Judgements().without("person/a", "person/b")


def test_chains_lead_to_the_end_and_circles_do_not_hang() -> None:
    chain = Judgements([SAME, Judgement("same", "person/b", "person/c")])
    assert chain.canonical("person/a") == "person/c"
    assert chain.same("person/a", "person/c")
    circle = Judgements([*chain.made, Judgement("same", "person/c", "person/a")])
    assert {circle.canonical(f"person/{each}") for each in "abc"} == {"person/c"}


def test_who_is_the_same_as_two_others_makes_all_three_one() -> None:
    judgements = Judgements([SAME, Judgement("same", "person/a", "person/c")])
    assert {judgements.canonical(f"person/{each}") for each in "abc"} == {"person/c"}


def test_a_judgement_that_contradicts_what_follows_from_others_is_refused_with_the_one_to_take_back() -> None:
    apart = Judgements([SAME, Judgement("different", "person/a", "person/c")])
    assert apart.differ("person/b", "person/c")
    with pytest.raises(KgError, match=r"person/a and person/c were judged different.*--forget person/a=person/c"):
        apart.plus(Judgement("same", "person/c", "person/b"))
    one = Judgements([SAME, Judgement("same", "person/b", "person/c")])
    with pytest.raises(KgError, match="others were judged that make them one"):
        one.plus(Judgement("different", "person/a", "person/c"))


def test_a_file_that_contradicts_itself_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    path.write_text("same\tperson/a\tperson/b\nsame\tperson/b\tperson/c\ndifferent\tperson/c\tperson/a\n")
    with pytest.raises(KgError, match=r"judgements.tsv:3: .*the same by other lines"):
        read_judgements(path)


def test_thousands_of_judgements_are_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    path.write_text("".join(f"same\tperson/a{n}\tperson/a{n + 1}\n" for n in range(5000)))
    assert read_judgements(path).canonical("person/a0") == "person/a5000"


def test_a_pair_of_ids_is_checked() -> None:
    assert parse_pair("person/a = person/b") == ("person/a", "person/b")
    for text in ("person/a", "person/a=b", "person/a=person/\x1b[2J", "=", "a/b=c/D E"):
        with pytest.raises(KgError, match="is no pair of ids"):
            parse_pair(text)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("maybe\tperson/a\tperson/b", "no judgement is called maybe"),
        ("same\tperson/a\tcity/a", "can't be judged"),
        ("same\tperson/a", "is not an id"),
        ("same\tperson/a\tperson/a", "can't be judged"),
        ("same\tperson/A b\tperson/c", "is not an id"),
    ],
)
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "judgements.tsv"
    path.write_text(f"judgement\tid\tother id\treason\n\n{line}\n")
    with pytest.raises(KgError, match=rf"judgements.tsv:3: .*{message}"):
        read_judgements(path)


PAIRS = st.tuples(st.sampled_from(VERDICTS), st.sampled_from("abcde"), st.sampled_from("abcde"))


@given(st.lists(PAIRS, max_size=12))
def test_whatever_is_judged_in_whatever_order_nothing_is_the_same_and_different_at_once(
    pairs: list[tuple[str, str, str]],
) -> None:
    judgements = Judgements()
    for verdict, one, other in pairs:
        with suppress(KgError):
            judgements = judgements.plus(Judgement(verdict, f"person/{one}", f"person/{other}"))
    ids = [f"person/{each}" for each in "abcde"]
    for one in ids:
        assert judgements.canonical(judgements.canonical(one)) == judgements.canonical(one)
        for other in ids:
            assert not (judgements.same(one, other) and judgements.differ(one, other))
    for each in judgements.made:
        assert judgements.same(each.one, each.other) == (each.verdict == "same")
        assert judgements.differ(each.one, each.other) == (each.verdict == "different")
