"""In which language a text is."""

import pytest

from kg.extract.languages import language_of

NAMES_ONLY = (
    "U.S. Treasury Secretary Douglas Fairweather and Trade Representative Carmen Ostrander spent nearly 11 hours "
    "across the table from Chinese Vice Premier Xu Jianping at Spain's foreign ministry, Santa Cruz Palace."
)


@pytest.mark.parametrize(
    "text",
    [
        "Iranian Foreign Minister Kamran Daneshvar met Saudi Crown Prince Mishari bin Nasser in Riyadh on "
        "Tuesday and handed him a letter from Iran's president, state media reported.",
        "Brazilian President Otávio Pimentel Rocha has arrived in Indonesia for a three-day state visit, his "
        "first trip to South East Asia since taking office two years ago.",
    ],
)
def test_a_plain_english_paragraph_with_many_names_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_what_a_page_says_counts_where_the_words_leave_it_open() -> None:
    assert language_of(NAMES_ONLY, "en-GB") == "en"
    assert language_of(NAMES_ONLY) is None


def test_a_page_in_another_language_is_not_english_because_it_says_so() -> None:
    french = "Les ministres des affaires étrangères se sont rencontrés lundi à Paris pour parler de la région, "
    assert language_of(3 * french, "en") is None


def test_german_is_told_whatever_the_page_says() -> None:
    german = (
        "Am Mittwoch traf der serbische Minister in Zürich die Ministerin, und sie haben über den Handel gesprochen, "
    )
    assert language_of(2 * german, "en") == "de"
