"""The format of facts files, described once: the reader, the writer and the JSON Schema all follow this description.

A file holds one source (or one registry) and sections; a section is a mapping from chosen ids to things. The names of
the fields are those of `kg.model` unless ``attr`` says otherwise.
"""

from kg import model, vocab
from kg.facts.kinds import LANGUAGE, SHA256, SKETCH, URL, Code, Degrees, Reference, Slug, When, Whole, Words
from kg.facts.shapes import REVIEW, Field, Keyed, Names, Shape

# --- things that registries share -------------------------------------------------------------------------------------

ACTOR = Reference(vocab.ACTOR_TYPES)
PLACE = Reference(vocab.PLACE_TYPES)
EVENT_REF = Reference(("event",))
ANYTHING = Reference(
    (*vocab.ACTOR_TYPES, "venue", "city", "region", "post", "series", "event", "document", "statement", "tenure")
)

ALIAS = Shape(
    "alias",
    "Another name, alone or with its language.",
    (
        Field("text", Words(), "The name.", required=True),
        Field("language", LANGUAGE, "The language it belongs to, with a script where that helps: uk, ru-latn."),
    ),
    model.Name,
    short="text",
)
OTHER_NAMES = (
    Field("names", Names(), "The main name in other languages, by language tag."),
    Field("aliases", ALIAS, "Other names it goes by.", many=True),
    Field("same_as", URL, "The same thing in other collections, such as Wikidata.", many=True),
)
NAMED = (Field("name", Words(), "The name in English.", required=True), *OTHER_NAMES)
COORDINATES = (
    Field("latitude", Degrees(90), "Degrees north, WGS 84."),
    Field("longitude", Degrees(180), "Degrees east, WGS 84."),
)
_PAIR = ("latitude", "longitude")


def _place(name: str, doc: str, wider: tuple[str, ...]) -> Shape:
    inside = Field("in", Reference(wider), "The place it lies in.", attr="within")
    return Shape(name, doc, (*NAMED, inside, *COORDINATES), model.Place, name, "everywhere", together=_PAIR)


PERSON = Shape("person", "A human being.", NAMED, model.Person, "person", "everywhere")
COUNTRY = Shape("country", "A state.", (*NAMED, *COORDINATES), model.Country, "country", "everywhere", together=_PAIR)
ORGANISATION = Shape(
    "organisation", "A body such as a ministry.", NAMED, model.Organisation, "organisation", "everywhere"
)
GROUP = Shape(
    "group",
    "A named set of countries, organisations or people.",
    (*NAMED, Field("members", ACTOR, "Who belongs to it, as far as that is settled.", many=True)),
    model.Group,
    "group",
    "everywhere",
)
VENUE = _place("venue", "A building or room.", vocab.PLACE_TYPES)
CITY = _place("city", "A city, town or village.", ("region", "country"))
REGION = _place("region", "A part of a country, or one that spans several.", ("region", "country"))
POST = Shape(
    "post",
    "An office, apart from whoever holds it.",
    (
        Field("title", Words(), "What it is called in English.", required=True, attr="name"),
        *OTHER_NAMES,
        Field("of", Reference(("country", "organisation", "group")), "The country or body that it serves."),
    ),
    model.Post,
    "post",
    "everywhere",
)
SERIES = Shape("series", "A series of events, such as rounds of talks.", NAMED, model.Series, "series", "everywhere")

# --- events -----------------------------------------------------------------------------------------------------------

DELEGATION = Shape(
    "delegation",
    "Those who act for somebody at the event; who is in it stands with the participants.",
    (
        Field("represents", ACTOR, "For whom it acts.", many=True),
        Field("name", Words(), "What it is called, if it has a name of its own."),
    ),
    model.Delegation,
    "delegation",
    "event",
    shared=True,
    evidence=True,
)
PARTICIPANT = Shape(
    "participant",
    "Who took part in the event, and how; the key is the id of who it is unless who says otherwise.",
    (
        Field("who", ACTOR, "Who it is, if the key is not their id."),
        Field("role", Code(vocab.ROLES), "In what role.", plural="roles", attr="roles"),
        Field("delegation", Slug(), "In which of the event's delegations."),
        Field("capacity", Reference(("post",)), "In which post."),
        Field("presence", Code(vocab.PRESENCES), "In what way they took part."),
        Field("modality", Code(vocab.MODALITIES), "How firmly the source puts it."),
        Field("days", When(inside=True), "For which part of the event."),
    ),
    model.Participation,
    "participation",
    "event",
    evidence=True,
)
TARGET = Shape(
    "target",
    "What a strike was aimed at.",
    (
        Field("what", Words(), "What it is, in your own words.", required=True),
        Field("place", PLACE, "Where it lies."),
        Field("holds", Words(), "What is kept there."),
    ),
    model.Target,
    "target",
    "event",
    evidence=True,
)
WEAPON = Shape(
    "weapon",
    "What a strike was carried out with.",
    (
        Field("what", Words(), "What it is, in the plural.", required=True),
        Field("count", Whole(1), "How many there were."),
    ),
    model.Weapon,
    "weapon",
    "event",
    evidence=True,
)
REPORT = (
    Field("date", When(inside=True), "When it took place.", sourced=True),
    Field("place", PLACE, "Where it took place, as narrow as the source says.", sourced=True),
    Field("status", Code(vocab.STATUSES), "How far it had come when the source reported it.", sourced=True),
    Field("purpose", Words(), "What it was for, in your own words.", sourced=True),
    Field("directness", Code(vocab.DIRECTNESS), "Whether the parties faced each other.", sourced=True),
    Field("outcome", Words(), "What came of it, in your own words.", sourced=True),
)
"""What a source says of an event as a whole; it becomes the event's report."""

EVENT = Shape(
    "event",
    "An event as this file's source tells it; other files may tell of the same event under the same id.",
    (
        Field("kind", Code(vocab.EVENT_KINDS), "What kind of event it is.", required=True),
        Field("label", Words(), "What it is called, in your own words."),
        Field("series", Reference(("series",)), "The series it belongs to."),
        Field("round", Whole(1, 9999), "Its number in the series."),
        Field("part_of", EVENT_REF, "The event it is a part of.", sourced=True),
        Field("continues", EVENT_REF, "The event it takes up again.", sourced=True),
        Field("precedes", EVENT_REF, "The event it came shortly before.", sourced=True),
        Field("responds_to", EVENT_REF, "The event it answers.", sourced=True),
        Field("results_from", EVENT_REF, "The event it came out of.", sourced=True),
        *REPORT,
        Field("delegations", Keyed(DELEGATION), "The delegations, by a key of your own."),
        Field("participants", Keyed(PARTICIPANT), "Who took part.", attr="participations"),
        Field("targets", Keyed(TARGET), "What was aimed at, by a key of your own."),
        Field("weapons", Keyed(WEAPON), "What it was carried out with, by a key of your own."),
    ),
    model.Event,
    "event",
    "everywhere",
    evidence=True,
)
SETTLED = ("kind", "label", "series", "round")
"""What files that tell of one event, or of one document, may not give differently."""

# --- tenures, documents, statements -----------------------------------------------------------------------------------

TENURE = Shape(
    "tenure",
    "A person in a post: from and until where the source says so, or only seen in it on some date.",
    (
        Field("person", Reference(("person",)), "Who holds the post.", required=True),
        Field("post", Reference(("post",)), "The post.", required=True),
        Field("from", When(), "When they took it up.", attr="begin"),
        Field("until", When(), "When they gave it up.", attr="end"),
        Field("seen", When(), "When they were seen in it.", many=True),
    ),
    model.Tenure,
    "tenure",
    "source",
    evidence=True,
)
PROVISION = Shape(
    "provision",
    "One point of a document; the order in the file counts.",
    (Field("text", Words(), "What it provides, in your own words.", required=True),),
    model.Provision,
    "provision",
    "document",
    evidence=True,
)
DOCUMENT = Shape(
    "document",
    "A proposal, agreement or letter that the source tells of.",
    (
        Field("kind", Code(vocab.DOCUMENT_KINDS), "What kind of document it is.", required=True),
        Field("label", Words(), "What it is called, in your own words.", required=True),
        Field("by", ACTOR, "Whose document it is.", many=True),
        Field("event", EVENT_REF, "The event it belongs to."),
        Field("status", Code(vocab.DOCUMENT_STATUSES), "How far it had come when the source told of it.", sourced=True),
        Field("aim", Words(), "What it is meant to achieve, in your own words.", sourced=True),
        Field("known_through", Words(), "How the source knows its text, in your own words.", sourced=True),
        Field("provisions", Keyed(PROVISION), "Its points, in order, by a key of your own."),
    ),
    model.Document,
    "document",
    "everywhere",
    evidence=True,
)
CLAIM = Shape(
    "claim",
    "What a statement says of a document, in a form that can be compared.",
    (
        Field("subject", Reference(("document",)), "The document.", required=True),
        Field("predicate", Code(vocab.CLAIM_PREDICATES), "What is said of it.", required=True),
        Field("object", ACTOR, "By whom it was presented, received, answered or drafted.", required=True),
    ),
    model.Claim,
)
STATEMENT = Shape(
    "statement",
    "Who says what, according to the source; without a speaker the source says it itself.",
    (
        Field("summary", Words(), "What is said, in your own words.", required=True),
        Field("speaker", ACTOR, "Who says it.", plural="speakers", attr="speakers"),
        Field("act", Code(vocab.ACTS), "What the speaker does by it."),
        Field("modality", Code(vocab.MODALITIES), "How firmly it is put."),
        Field("polarity", Code(vocab.POLARITIES), "Whether it says that something is so, or that it is not."),
        Field("date", When(inside=True), "When it was said.", sourced=True),
        Field("event", EVENT_REF, "The event it was said at, or speaks of."),
        Field("about", ANYTHING, "What it is about.", many=True),
        Field("claim", CLAIM, "Its content in a form that can be compared."),
    ),
    model.Statement,
    "statement",
    "source",
    evidence=True,
)

# --- the file ---------------------------------------------------------------------------------------------------------

TEXT = Shape(
    "text",
    "The text that evidence points into; it is not stored itself.",
    (
        Field("sha256", SHA256, "The SHA-256 of the text's UTF-8 bytes.", required=True),
        Field("length", Whole(1), "How many characters (code points) it has.", required=True),
        Field("sketch", SKETCH, "Hashes of its runs of words, as kg extract writes them, by which copies are found."),
    ),
)
SOURCE = Shape(
    "source",
    "What the facts of this file were taken from.",
    (
        Field("id", Slug(), "An id that is chosen once.", required=True),
        Field("kind", Code(vocab.SOURCE_KINDS), "What kind of source it is."),
        Field("title", Words(), "Its title, or a description in your own words."),
        Field("publisher", Words(), "Who published it."),
        Field("published", When(), "When it was published."),
        Field("url", URL, "Where it stands on the web."),
        Field("language", LANGUAGE, "The language it is written in."),
        Field("syndicated_from", Slug(), "The id of the source it repeats; the two count as one."),
        Field("text", TEXT, "Its text, for evidence to point into."),
    ),
    model.Source,
    "source",
    "everywhere",
)
REGISTRY = Shape(
    "registry",
    "A shared list of people, places and posts, without a source of its own.",
    (
        Field("id", Slug(), "An id that is chosen once.", required=True),
        Field("title", Words(), "What it holds."),
    ),
    model.Registry,
    "registry",
    "everywhere",
)
SECTIONS = (
    Field("people", Keyed(PERSON), "People, by an id that is chosen once."),
    Field("countries", Keyed(COUNTRY), "Countries, by an id that is chosen once."),
    Field("organisations", Keyed(ORGANISATION), "Organisations, by an id that is chosen once."),
    Field("groups", Keyed(GROUP), "Groups, by an id that is chosen once."),
    Field("venues", Keyed(VENUE), "Venues, by an id that is chosen once."),
    Field("cities", Keyed(CITY), "Cities, by an id that is chosen once."),
    Field("regions", Keyed(REGION), "Regions, by an id that is chosen once."),
    Field("posts", Keyed(POST), "Posts, by an id that is chosen once."),
    Field("series", Keyed(SERIES), "Series of events, by an id that is chosen once."),
    Field("events", Keyed(EVENT), "Events, by an id that is chosen once and that all sources share."),
    Field("tenures", Keyed(TENURE), "Who held which post, by a key of your own."),
    Field("documents", Keyed(DOCUMENT), "Documents, by an id that is chosen once and that all sources share."),
    Field("statements", Keyed(STATEMENT), "Who says what, by a key of your own."),
)
NEED_SOURCE = ("events", "tenures", "documents", "statements")
"""The sections that only a file with a source can have."""

FILE = Shape(
    "facts file",
    "The facts of one source, or a registry of people, places and posts.",
    (
        Field("source", SOURCE, "What the facts of this file were taken from."),
        Field("registry", REGISTRY, "That this file is a registry, and which."),
        REVIEW,
        *SECTIONS,
    ),
)
