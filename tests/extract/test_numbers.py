"""Numbers in figures and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numbers import numbers, numbers_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the sixth round", "6"),
        ("the 6th round", "6"),
        ("Geneva VI", "6"),
        ("forty-six soldiers", "46"),
        ("one hundred and twenty", "120"),
        ("a hundred", "100"),
        ("1,200 rockets", "1200"),
        ("1.200.000 rockets", "1200000"),
        ("1\u00a0200 rockets", "1200"),
        ("$2.5 million", "2500000"),
        ("three million", "3000000"),
        ("2,5 per cent", "2.5"),
        ("a dozen", "12"),
    ],
)
def test_one_number_has_one_value_however_it_is_written(text: str, value: str) -> None:
    assert value in numbers_in(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty, six", ["20", "6"]),
        ("two three-day talks", ["2", "3"]),
        ("two and three", ["2", "3"]),
        ("between 3 and 4 million", ["3", "4000000"]),
        ("on 3 March 2024", ["3", "2024"]),
    ],
)
def test_numbers_beside_each_other_stay_apart(text: str, values: list[str]) -> None:
    assert [number.value for number in numbers(text)] == values


def test_a_moved_point_makes_another_number() -> None:
    assert not numbers_in("2.5 tonnes") & numbers_in("25 tonnes")
    assert not numbers_in("2.5 million") & numbers_in("2.5 billion")


def test_german_numbers_are_data() -> None:
    assert {"6", "46", "2.5", "3000000"} <= numbers_in("sechste 46 2,5 drei Millionen", "de")


@given(st.text(max_size=200))
def test_any_text_has_numbers_at_their_places(text: str) -> None:
    for number in numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number.value


@given(st.integers(0, 10**12))
def test_figures_with_marks_between_thousands_are_the_same(number: int) -> None:
    assert numbers_in(f"{number:,}") == numbers_in(str(number)) == {str(number)}
