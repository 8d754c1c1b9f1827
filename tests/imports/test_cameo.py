import rdflib
from rdflib import SKOS

from kg import terms, vocab
from kg.imports.cameo import MEETING_RELATIONS, MEETINGS, ROOTS, Meeting, code_of, in_order, meaning, relation_meaning
from kg.imports.frame import NotMeeting, Rejected
from kg.resources import resource

CODES = rdflib.Graph().parse(resource("ontology", "codes.ttl"))
MATCHES = (SKOS.closeMatch, SKOS.narrowMatch, SKOS.relatedMatch)


def listed(scheme: str, code: str) -> set[str]:
    """The entries of a code list that the ontology links with a code of CAMEO."""
    base = f"{terms.CODES}{scheme}/"
    subjects = (s for p in MATCHES for s in CODES.subjects(p, rdflib.URIRef(f"{terms.CODES}cameo/{code}")))
    return {str(subject).removeprefix(base) for subject in subjects if subject.startswith(base)}


def test_kinds_are_those_that_the_ontology_links_with_the_code() -> None:
    for code, meeting in MEETINGS.items():
        if code not in ("036", "040"):
            assert listed("kind", code) == {meeting.kind}, code


def test_every_code_of_a_kind_of_meeting_is_read_as_a_meeting() -> None:
    of_meetings = {
        str(code).rpartition("/")[2]
        for kind in vocab.MEETING_KINDS
        for predicate in MATCHES
        for code in CODES.objects(rdflib.URIRef(f"{terms.CODES}kind/{kind}"), predicate)
        if "/cameo/" in code
    }
    assert of_meetings | {"036", "040"} == set(MEETINGS)


def test_consulting_and_the_intention_to_meet_become_the_plainest_kind() -> None:
    assert MEETINGS["036"].kind == MEETINGS["040"].kind == "talks"


def test_an_intention_to_meet_is_announced_and_all_else_held() -> None:
    assert listed("status", "036") == {"announced"}
    assert {code: meeting.status for code, meeting in MEETINGS.items() if meeting.status != "held"} == {
        "036": "announced"
    }


def test_roles_are_those_that_the_ontology_links_with_the_code() -> None:
    for code, meeting in MEETINGS.items():
        found = listed("role", code)
        assert meeting.roles[0] in found if found else meeting.roles == ("party", "party"), code
    assert MEETINGS["042"].roles == MEETINGS["043"].roles[::-1] == ("visitor", "host")


def test_meetings_use_the_words_of_the_code_lists() -> None:
    for meeting in MEETINGS.values():
        assert meeting.kind in vocab.MEETING_KINDS
        assert meeting.status in vocab.STATUSES
        assert set(meeting.roles) <= set(vocab.ROLES)
        assert meeting.presence is None or meeting.presence in vocab.PRESENCES


def test_roots_bear_the_labels_of_the_ontology() -> None:
    for root, name in ROOTS.items():
        label = CODES.value(rdflib.URIRef(f"{terms.CODES}cameo/{root}"), SKOS.prefLabel)
        assert label is None or str(label) == name


def test_every_root_but_consulting_tells_of_no_meeting() -> None:
    assert sorted([*ROOTS, "04"]) == [f"{number:02}" for number in range(1, 21)]
    for root, name in ROOTS.items():
        assert meaning(f"{root}0") == NotMeeting(f"CAMEO {root}: {name}")


def test_codes_that_cameo_has_not_are_rejected() -> None:
    for code in ("", "4", "42", "99", "04", "047", "04x", "0.4", "NA", "04000", "٠٤٢", "²²"):
        assert isinstance(meaning(code), Rejected), code


def test_both_sides_of_one_event_come_out_the_same() -> None:
    for code, meeting in MEETINGS.items():
        mirrored = {"042": "043", "043": "042"}.get(code, code)
        same = in_order(code, "Kyiv", "Ankara") == in_order(mirrored, "Ankara", "Kyiv")
        assert same is (meeting.mutual or meeting.kind == "visit"), code


def test_names_of_meetings_stand_for_their_codes_in_any_case_and_spacing() -> None:
    assert sorted(MEETING_RELATIONS.values()) == sorted(MEETINGS)
    for name, code in MEETING_RELATIONS.items():
        assert code_of(name.upper()) == code_of(name.replace(" ", "  ")) == code


def test_other_names_are_known_by_their_first_words() -> None:
    roots = {
        "Express intent to cooperate": "03",
        "Make an appeal or request": "02",
        "Make optimistic comment": "01",
        "Demonstrate or rally": "14",
        "Demonstrate military or police power": "15",
        "Demand meeting, negotiation": "10",
        "Expel or deport individuals": "17",
        "Expel or withdraw peacekeepers": "16",
        "Impose blockade, restrict movement": "19",
        "Return, release person(s)": "08",
        "Engage in mass killings": "20",
        "fight with artillery and tanks": "19",
    }
    assert {name: code_of(name) for name in roots} == roots
    assert isinstance(relation_meaning("Express intent to cooperate"), NotMeeting)
    assert isinstance(relation_meaning("Meet at a 'third' location"), Meeting)


def test_names_that_cameo_has_not_are_rejected() -> None:
    for name in ("", "Consul", "Have tea", "2018-06-01", "Express", "042"):
        assert relation_meaning(name) == Rejected("no relation of CAMEO"), name
