"""Countries and territories by the names and codes that event tables use.

`countries.tsv` holds the names in English as Unicode's CLDR has them (with "and" and "Saint" written out), the codes
of ISO 3166-1 alpha-3 and, behind them, those that CAMEO has instead, those of alpha-2, the FIPS 10-4 codes that GDELT's
places have, and other names in use. Serbia and Montenegro and the Netherlands Antilles are there for older tables.
"""

from functools import cache
from pathlib import Path

from kg import model as m
from kg.imports.frame import slugify


@cache
def _tables() -> tuple[dict[str, m.Country], dict[str, m.Country], dict[str, m.Country], dict[str, m.Country]]:
    names: dict[str, m.Country] = {}
    alpha3: dict[str, m.Country] = {}
    alpha2: dict[str, m.Country] = {}
    fips: dict[str, m.Country] = {}
    text = Path(__file__).with_name("countries.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        name, codes, short, places, others = line.split("\t")
        aliases = tuple(filter(None, others.split("|")))
        country = m.Country(f"country/{slugify(name)}", name, aliases=tuple(m.Name(alias, "en") for alias in aliases))
        names.update((known.casefold(), country) for known in (name, *aliases))
        alpha3.update((code, country) for code in codes.split("|"))
        alpha2[short] = country
        fips.update((code, country) for code in places.split("|") if code)
    return names, alpha3, fips, alpha2


def by_name(name: str) -> m.Country | None:
    """The country that bears a name, in upper or lower case.

    >>> by_name("Russian Federation").id, by_name("TURKEY").name, by_name("Africa")
    ('country/russia', 'Türkiye', None)
    """
    return _tables()[0].get(name.casefold())


def by_alpha3(code: str) -> m.Country | None:
    """The country with an ISO 3166-1 alpha-3 code, or the code that CAMEO has for it.

    >>> by_alpha3("ROU") == by_alpha3("ROM"), by_alpha3("EUR")
    (True, None)
    """
    return _tables()[1].get(code)


def by_fips(code: str) -> m.Country | None:
    """The country with a FIPS 10-4 code, which is not its ISO code.

    >>> by_fips("CH").id, by_fips("SZ").id
    ('country/china', 'country/switzerland')
    """
    return _tables()[2].get(code)


def by_alpha2(code: str) -> m.Country | None:
    """The country with an ISO 3166-1 alpha-2 code, which is not its FIPS code.

    >>> by_alpha2("CH").id, by_alpha2("ch")
    ('country/switzerland', None)
    """
    return _tables()[3].get(code)
