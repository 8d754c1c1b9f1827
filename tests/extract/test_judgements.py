"""Judgements about who is the same."""

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.extract.judgements import Judgement, Judgements, read_judgements

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
    assert circle.canonical("person/a") in ("person/a", "person/b", "person/c")


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
