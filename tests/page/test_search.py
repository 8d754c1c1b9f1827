"""The search finds names as the questions of the command line do."""

import pytest

from kg.names import fold

from .conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("query", ["Wen Li", "李文", "liwen", "leo elder", "Вэнь", "LÍ wen", "ven li"])
def test_a_person_is_found_by_aliases_and_in_other_scripts(open_page: Open, quarrel: str, query: str) -> None:
    page = open_page(quarrel).page
    page.fill("#search", query)
    assert page.locator("#hits [data-id='person/li-wen']").count() == 1


@pytest.mark.parametrize("query", ["Medinskiy", "medinskij", "MEDINSKY", "Umierov", "Umyerov"])
def test_ways_of_romanising_a_name_count_as_one(open_page: Open, talks: str, query: str) -> None:
    page = open_page(talks).page
    page.fill("#search", query)
    key = page.locator("#hits [role=option]").first.locator("bdi").inner_text()
    assert fold(query) in fold(key)


def test_a_search_without_a_hit_says_so_until_it_finds_something(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    page.fill("#search", "zebra <b>")
    assert page.inner_text("#status #no-hit") == "Nothing found for “zebra <b>”"
    page.click("#tab-graph")
    assert page.locator("#no-hit").is_visible()
    page.fill("#search", "Fidan")
    assert page.locator("#no-hit").count() == 0
    page.fill("#search", "")
    assert page.locator("#no-hit").count() == 0
