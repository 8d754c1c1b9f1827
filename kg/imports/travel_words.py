"""Words by which the prose of travel tables is read: adjectives of countries, bodies, titles, regions.

The lists were reviewed by hand against HistoryAtState's tables. They are short on purpose: what is not in them is left
unread, never guessed at. In the lists an underscore stands for a space.
"""

from typing import Final


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.replace("_", " ").split("=") for pair in text.split())


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


ADJECTIVES: Final = _pairs(
    """
    Afghan=Afghanistan Albanian=Albania Algerian=Algeria American=United_States Angolan=Angola Argentine=Argentina
    Argentinian=Argentina Armenian=Armenia Australian=Australia Austrian=Austria Azerbaijani=Azerbaijan
    Bahraini=Bahrain Bangladeshi=Bangladesh Belarusian=Belarus Belgian=Belgium Bolivian=Bolivia
    Bosnian=Bosnia_and_Herzegovina Brazilian=Brazil British=United_Kingdom Bulgarian=Bulgaria Burmese=Burma
    Cambodian=Cambodia Cameroonian=Cameroon Canadian=Canada Chilean=Chile Chinese=China Colombian=Colombia
    Congolese=Democratic_Republic_of_the_Congo Costa_Rican=Costa_Rica Croatian=Croatia Cuban=Cuba Cypriot=Cyprus
    Czech=Czech_Republic Czechoslovak=Czechoslovakia Danish=Denmark Dutch=Netherlands
    East_German=German_Democratic_Republic Ecuadorean=Ecuador Ecuadorian=Ecuador Egyptian=Egypt
    Emirati=United_Arab_Emirates Estonian=Estonia Ethiopian=Ethiopia Filipino=Philippines Finnish=Finland
    French=France Georgian=Georgia German=Germany Ghanaian=Ghana Greek=Greece Guatemalan=Guatemala Haitian=Haiti
    Honduran=Honduras Hungarian=Hungary Icelandic=Iceland Indian=India Indonesian=Indonesia Iranian=Iran Iraqi=Iraq
    Irish=Ireland Israeli=Israel Italian=Italy Ivorian=Ivory_Coast Jamaican=Jamaica Japanese=Japan Jordanian=Jordan
    Kazakh=Kazakhstan Kazakhstani=Kazakhstan Kenyan=Kenya Kosovar=Kosovo Kuwaiti=Kuwait Kyrgyz=Kyrgyzstan Laotian=Laos
    Latvian=Latvia Lebanese=Lebanon Liberian=Liberia Libyan=Libya Lithuanian=Lithuania Macedonian=North_Macedonia
    Malawian=Malawi Malaysian=Malaysia Malian=Mali Maltese=Malta Mexican=Mexico Moldovan=Moldova Mongolian=Mongolia
    Montenegrin=Montenegro Moroccan=Morocco Mozambican=Mozambique Namibian=Namibia Nepalese=Nepal
    New_Zealand=New_Zealand Nicaraguan=Nicaragua Nigerian=Nigeria North_Korean=North_Korea
    North_Vietnamese=North_Vietnam Norwegian=Norway Omani=Oman Pakistani=Pakistan Palestinian=Palestine
    Palestinian_Authority=Palestine Panamanian=Panama Paraguayan=Paraguay Peruvian=Peru Philippine=Philippines
    Polish=Poland Portuguese=Portugal Qatari=Qatar Romanian=Romania Russian=Russia Russian_Federation=Russia
    Rwandan=Rwanda Salvadoran=El_Salvador Saudi=Saudi_Arabia Saudi_Arabian=Saudi_Arabia Senegalese=Senegal
    Serbian=Serbia Singaporean=Singapore Slovak=Slovakia Slovene=Slovenia Slovenian=Slovenia Somali=Somalia
    South_African=South_Africa South_Korean=South_Korea South_Vietnamese=South_Vietnam Soviet=Russia Spanish=Spain
    Sri_Lankan=Sri_Lanka Sudanese=Sudan Swedish=Sweden Swiss=Switzerland Syrian=Syria Taiwanese=Taiwan
    Tanzanian=Tanzania Thai=Thailand Tunisian=Tunisia Turkish=Turkey Ugandan=Uganda Ukrainian=Ukraine
    Uruguayan=Uruguay Uzbek=Uzbekistan Venezuelan=Venezuela Vietnamese=Vietnam West_German=Germany Yemeni=Yemen
    Yugoslav=Yugoslavia Zairian=Democratic_Republic_of_the_Congo Zambian=Zambia Zimbabwean=Zimbabwe
    U.S.=United_States U.K.=United_Kingdom
    """
)
"""The country that an adjective before a title means. HistoryAtState counts the Soviet Union as Russia."""

BODIES: Final = _pairs(
    """
    African_Union=African_Union Arab_League=Arab_League ASEAN=ASEAN AU=African_Union EC=European_Community
    EU=European_Union European_Commission=European_Commission European_Community=European_Community
    European_Council=European_Council European_Parliament=European_Parliament European_Union=European_Union
    Gulf_Cooperation_Council=Gulf_Cooperation_Council GCC=Gulf_Cooperation_Council IAEA=IAEA IMF=IMF NATO=NATO OAS=OAS
    OAU=OAU OECD=OECD OSCE=OSCE PLO=PLO UN=United_Nations U.N.=United_Nations United_Nations=United_Nations
    World_Bank=World_Bank
    """
)
"""The body that stands before a title, with the name by which it is known here."""

RANKS: Final = _words(
    "Acting Assistant Associate Chief Crown Deputy Federal First Former Governor Grand Interim Joint Lieutenant Lord "
    "Major Permanent Second Senior Special State Supreme Under Vice Brigadier Field interim former acting"
)
"""Words before a title that belong to it."""

PORTFOLIOS: Final = _words(
    "Foreign External Defense Defence Finance Interior Justice Trade Economy Economic Commerce Energy Environment "
    "Agriculture Health Home Education Labor Information Planning Security Development Culture Tourism Oil Petroleum"
)
"""Words between rank and "Minister" or "Secretary"."""

FIELDS: Final = _words(
    "Foreign_Affairs_and_Security_Policy Foreign_Affairs_and_Trade Foreign_Affairs_and_Cooperation "
    "Foreign_Affairs_and_International_Cooperation Foreign_and_European_Affairs European_and_Foreign_Affairs "
    "Foreign_Affairs_and_European_Integration Foreign_Affairs_and_Worship Foreign_Affairs External_Affairs "
    "External_Relations Foreign_Relations Defense Defence National_Defense State_for_Foreign_Affairs State Finance "
    "the_Treasury Interior the_Interior Justice Trade Economy Energy Security_Policy the_Exchequer"
)
"""What a minister or secretary is "of" or "for"."""

TITLES: Final = _words(
    "Administrator Admiral Ambassador Amir Archbishop Ayatollah Cardinal Chairman Chairperson Chairwoman "
    "Chancellor Chief_Executive Chief_Justice Chief_of_State Colonel Comandante Commander Commissioner "
    "Counselor Councillor Director Director_General Duchess Duke Emir Emperor Empress Envoy General "
    "General_Secretary Generalissimo Governor Governor_General Grand_Duchess Grand_Duke Head_of_State "
    "Heir_Apparent High_Commissioner High_Representative Imam Justice King Leader Lord_Mayor Major Marshal "
    "Mayor Minister National_Security_Adviser National_Security_Advisor Patriarch Pope Premier President "
    "Prime_Minister Prince Princess Queen Regent Representative Secretary Secretary-General Secretary_General "
    "Senator Shah Shaikh Shaykh Sheik Sheikh Speaker State_Counselor Sultan Taoiseach Tanaiste Tánaiste "
    "Viceroy"
)
"""Titles, apart from rank and field."""

HONORIFICS: Final = _words(
    "Prince Princess Sheikh Shaikh Shaykh Sheik General Marshal Colonel Admiral Lord Sir Dr. Dom"
)
"""Titles that can follow another one and then belong to neither office nor name."""

PARTICLES: Final = _words(
    "af al bin bint da dal das de del della den der di do dos du el ibn la le ol ter ul van von y zu"
)
"""Small words inside a name."""

MONTHS: Final = _words("January February March April May June July August September October November December")
"""Words that end a name though they are written with a capital."""

REGIONS: Final = {
    "Alberta": ("Banff", "Calgary", "Edmonton", "Jasper", "Kananaskis"),
    "Azores": ("Lajes", "Ponta Delgada", "Terceira Island"),
    "Baja California": ("Tijuana",),
    "Bermuda": ("Hamilton",),
    "British Columbia": ("Vancouver", "Victoria"),
    "Cornwall": ("Carbis Bay",),
    "Crete": ("Chania", "Heraklion", "Souda Bay"),
    "England": (),
    "Labrador": (),
    "Newfoundland": ("Argentia", "Gander", "St. John's"),
    "Northern Ireland": ("Belfast", "Londonderry"),
    "Nova Scotia": ("Halifax", "Sydney"),
    "Okinawa": ("Nago",),
    "Ontario": ("Huntsville", "Kingston", "Ottawa", "Toronto", "Windsor"),
    "Quebec": ("Charlevoix", "Montebello", "Montreal", "Quebec City"),
    "Scotland": ("Edinburgh", "Glasgow", "Gleneagles", "Turnberry"),
    "Sicily": ("Catania", "Sigonella", "Taormina"),
    "Wales": ("Cardiff", "Newport"),
}
"""Names in a list of places that are regions, each with the places that lie in it when they stand right before it."""

ONE_PLACE: Final = {"Mexico, D.F.": "Mexico City"}
"""Places whose own name holds a comma, with the name they have here."""

VENUES: Final = _words("Air_Base Air_Force_Base Airport Castle Palace Schloss")
"""Words by which a place is a venue rather than a city."""
