import pytest

from kg.extract.gazetteer import Gazetteer
from kg.extract.words import split, table

GAZETTEER = Gazetteer()
MEMBERS = """
Afghanistan;Albania;Algeria;Andorra;Angola;Antigua and Barbuda;Argentina;Armenia;Australia;Austria;Azerbaijan;Bahamas;
Bahrain;Bangladesh;Barbados;Belarus;Belgium;Belize;Benin;Bhutan;Bolivia;Bosnia and Herzegovina;Botswana;Brazil;Brunei;
Bulgaria;Burkina Faso;Burundi;Cabo Verde;Cambodia;Cameroon;Canada;Central African Republic;Chad;Chile;China;Colombia;
Comoros;Congo;Costa Rica;Côte d'Ivoire;Croatia;Cuba;Cyprus;Czechia;DPRK;DRC;Denmark;Djibouti;Dominica;
Dominican Republic;Ecuador;Egypt;El Salvador;Equatorial Guinea;Eritrea;Estonia;Eswatini;Ethiopia;Fiji;Finland;France;
Gabon;Gambia;Georgia;Germany;Ghana;Greece;Grenada;Guatemala;Guinea;Guinea-Bissau;Guyana;Haiti;Honduras;Hungary;Iceland;
India;Indonesia;Iran;Iraq;Ireland;Israel;Italy;Jamaica;Japan;Jordan;Kazakhstan;Kenya;Kiribati;Kuwait;Kyrgyzstan;Laos;
Latvia;Lebanon;Lesotho;Liberia;Libya;Liechtenstein;Lithuania;Luxembourg;Madagascar;Malawi;Malaysia;Maldives;Mali;Malta;
Marshall Islands;Mauritania;Mauritius;Mexico;Micronesia;Moldova;Monaco;Mongolia;Montenegro;Morocco;Mozambique;Myanmar;
Namibia;Nauru;Nepal;Netherlands;New Zealand;Nicaragua;Niger;Nigeria;North Macedonia;Norway;Oman;Pakistan;Palau;Panama;
Papua New Guinea;Paraguay;Peru;Philippines;Poland;Portugal;Qatar;Republic of Korea;Romania;Russian Federation;Rwanda;
Saint Kitts and Nevis;Saint Lucia;Saint Vincent and the Grenadines;Samoa;San Marino;Sao Tome and Principe;Saudi Arabia;
Senegal;Serbia;Seychelles;Sierra Leone;Singapore;Slovakia;Slovenia;Solomon Islands;Somalia;South Africa;South Sudan;
Spain;Sri Lanka;Sudan;Suriname;Sweden;Switzerland;Syria;Tajikistan;Thailand;Timor-Leste;Togo;Tonga;
Trinidad and Tobago;Tunisia;Turkmenistan;Tuvalu;Türkiye;Uganda;Ukraine;UAE;UK;Tanzania;USA;Uruguay;Uzbekistan;Vanuatu;
Venezuela;Viet Nam;Yemen;Zambia;Zimbabwe;Holy See;State of Palestine;Kosovo;Taiwan
"""


@pytest.mark.parametrize("name", split(MEMBERS.replace("\n", "")))
def test_every_state_is_known_with_a_demonym_and_a_capital(name: str) -> None:
    known = GAZETTEER.get(name)
    assert known is not None
    assert known.type == "country"
    [row] = [row for row in table("en", "countries") if row[0] == known.name]
    assert row[2] or known.name == "Dominican Republic"
    assert row[3]


@pytest.mark.parametrize(
    ("word", "name", "form"),
    [
        ("Kremlin", "Russia", "metonym"),
        ("Foggy Bottom", "United States", "metonym"),
        ("Élysée", "France", "metonym"),
        ("Blue House", "South Korea", "metonym"),
        ("Zhongnanhai", "China", "metonym"),
        ("Whitehall", "United Kingdom", "metonym"),
        ("Quai d’Orsay", "France", "metonym"),
        ("Swedes", "Sweden", "people"),
        ("Turks", "Türkiye", "people"),
        ("Tashkent", "Tashkent", "capital"),
    ],
)
def test_countries_have_many_names(word: str, name: str, form: str) -> None:
    known = GAZETTEER.get(word)
    assert known is not None
    assert (known.name, known.form) == (name, form)


@pytest.mark.parametrize(
    ("name", "country"),
    [("Kananaskis", "Canada"), ("Chiang Rai", "Thailand"), ("Skhirat", "Morocco"), ("Bürgenstock", "Switzerland")],
)
def test_cities_lie_in_their_countries(name: str, country: str) -> None:
    known = GAZETTEER.get(name)
    assert known is not None
    assert (known.type, known.within) == ("city", country)


def test_a_capital_with_its_district_is_the_capital() -> None:
    known = GAZETTEER.get("Washington, D.C.")
    assert known is not None
    assert known.name == "Washington"


def test_places_name_countries_of_the_table_and_each_name_stands_once() -> None:
    countries = {row[0] for row in table("en", "countries")} | {""}
    names = [name for names, _, country in table("en", "places") for name in split(names) if country in countries]
    assert len(names) == sum(len(split(row[0])) for row in table("en", "places")) > 2500
    assert len(names) == len(set(names))
    assert all(len(row) == 5 for row in table("en", "countries"))
    assert all(len(row) == 4 for row in table("en", "organisations"))


def test_joined_names_are_taken_apart() -> None:
    text = "the US-led, India-China and Guinea-Bissau talks, said Al-Iraqi"
    assert [known.name for _, _, known in GAZETTEER.find(text)] == ["United States", "India", "China", "Guinea-Bissau"]
