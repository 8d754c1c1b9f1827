from pathlib import Path

from kg.imports import countries

ROWS = [line.split("\t") for line in Path(countries.__file__).with_name("countries.tsv").read_text("utf-8").split("\n")]


def test_no_name_or_code_stands_for_two_countries() -> None:
    for column in (1, 2, 3):
        codes = [code for row in ROWS[1:-1] for code in row[column].split("|") if code]
        assert len(codes) == len(set(codes))
    names = [name.casefold() for row in ROWS[1:-1] for name in (row[0], *row[4].split("|")) if name]
    assert len(names) == len(set(names))


def test_every_country_is_found_by_all_its_names_and_codes() -> None:
    for name, codes, short, places, others in ROWS[1:-1]:
        found = countries.by_name(name)
        assert found is not None
        assert found.name == name
        assert all(countries.by_name(other) == found for other in others.split("|") if other)
        assert all(countries.by_alpha3(code) == found for code in codes.split("|"))
        assert countries.by_alpha2(short) == found
        assert all(countries.by_fips(code) == found for code in places.split("|") if code)


def test_identifiers_are_those_of_the_bundled_talks() -> None:
    ids = {found.id for name in ("Turkey", "Russian Federation", "USA") if (found := countries.by_name(name))}
    assert ids == {"country/turkiye", "country/russia", "country/united-states"}
