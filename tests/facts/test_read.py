"""Reading facts files: what they mean, and what is said when they are wrong."""

# ruff: noqa: E501 - a table of one case a line reads best

import os
import sys
from pathlib import Path

import pytest

from kg import model
from kg.errors import FactsError
from kg.facts import read_files, read_text

SOURCE = f"source: {{id: wire, text: {{sha256: {'0' * 64}, length: 100}}}}\n"
PEOPLE = "people: {ada: {name: Ada}, bob: {name: Bob}}\ncountries: {ada: {name: Adaland}, ukraine: {name: Ukraine}}\n"
TALKS = "events: {talks: {kind: talks"


def wrong(text: str, known: tuple[str, ...] = ()) -> list[str]:
    """The problems of a file, without its name."""
    with pytest.raises(FactsError) as error:
        read_text(text, "f", known)
    return [line.removeprefix("f:") for line in str(error.value).splitlines()]


def one(text: str, known: tuple[str, ...] = ()) -> model.Facts:
    return read_text(text, known=known).facts[0]


# --- what files mean --------------------------------------------------------------------------------------------------


def test_scalars_are_the_text_that_was_written() -> None:
    people = one('registry: {id: r}\npeople: {no: {name: no}, "1": {name: 2025-06-02}, x: {name: 1_0}}')
    assert [(thing.id, thing.name) for thing in people.things] == [
        ("person/1", "2025-06-02"),
        ("person/no", "no"),
        ("person/x", "1_0"),
    ]


def test_a_block_text_loses_its_last_line_break_and_a_quoted_one_keeps_all() -> None:
    people = one('registry: {id: r}\npeople:\n  a:\n    name: |\n      Ada\n      of A\n  b: {name: " B\\n"}\n')
    assert [thing.name for thing in people.things] == ["Ada\nof A", " B\n"]


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfregistry: {id: r}\r\npeople:\r\n  ada: {name: Ada}\r\n")
    read = read_files([tmp_path])
    assert read.lines["person/ada"] == (str(tmp_path / "a.yaml"), 3)


def test_languages_are_kept_in_small_letters() -> None:
    ada = one("registry: {id: r}\npeople: {a: {name: Ada, names: {RU: Ада}, aliases: {text: A, language: Uk-Latn}}}")
    assert ada.things[0].names == (model.Name("Ада", "ru"),)
    assert ada.things[0].aliases == (model.Name("A", "uk-latn"),)


def test_a_short_and_a_long_value_mean_the_same() -> None:
    short = one(SOURCE + TALKS + ", date: 2025-06-02}}")
    long = one(SOURCE + TALKS + ", date: {value: 2025-06-02}}}")
    assert short == long


def test_evidence_of_a_field_names_the_field_and_stands_on_the_report_or_the_event() -> None:
    event = one(
        SOURCE
        + "events:\n  a: {kind: talks}\n"
        + "  b: {kind: talks, evidence: [5-6, 1-2], continues: {value: a, evidence: 3-4},"
        + " date: {value: 2025/2026, within: true, evidence: 7-8, inference: so}}"
    ).events[1]
    assert event.evidence == (
        model.Evidence("", (model.Span(1, 2), model.Span(5, 6))),
        model.Evidence("continues", (model.Span(3, 4),)),
    )
    assert event.reports[0].evidence == (model.Evidence("date", (model.Span(7, 8),), "so"),)
    assert event.reports[0].date
    assert event.reports[0].date.within


def test_a_participant_is_who_its_key_says_unless_told_otherwise() -> None:
    event = one(
        SOURCE
        + PEOPLE
        + TALKS
        + ", participants: {bob: {}, x: {who: person/ada, roles: [member, head]}, y: {who: country/ada, role: host}}}}"
    ).events[0]
    assert [(part.key, part.who, part.roles) for part in event.participations] == [
        ("bob", "person/bob", ("member",)),
        ("x", "person/ada", ("head", "member")),
        ("y", "country/ada", ("host",)),
    ]


def test_provisions_are_numbered_as_they_stand() -> None:
    document = one(SOURCE + "documents: {d: {kind: letter, label: D, provisions: {z: {text: Z}, a: {text: A}}}}")
    assert [(p.key, p.number) for p in document.documents[0].provisions] == [("a", 2), ("z", 1)]


def test_statements_of_a_source_are_known_by_their_key_and_by_their_whole_id() -> None:
    keys = "statements: {s: {summary: S}, t: {summary: T, about: [s, statement/other/u]}}"
    about = one(SOURCE + keys, known=("statement/other/u",)).statements[1].about
    assert about == ("statement/other/u", "statement/wire/s")


def test_a_source_may_repeat_one_that_is_not_at_hand() -> None:
    origin = one("source: {id: copy, syndicated_from: agency}").origin
    assert isinstance(origin, model.Source)
    assert origin.syndicated_from == "source/agency"


# --- reviews ----------------------------------------------------------------------------------------------------------


def test_only_accepted_facts_are_kept_and_the_others_counted() -> None:
    read = read_text(
        SOURCE
        + PEOPLE
        + TALKS
        + ", date: {value: 2025, review: pending}, place: {value: ukraine, review: rejected},"
        + " participants: {bob: {review: pending}, ukraine: {}}}}"
    )
    event = read.facts[0].events[0]
    assert (read.pending, read.rejected) == (2, 1)
    assert event.reports == (model.Report("source/wire"),)
    assert [part.key for part in event.participations] == ["ukraine"]


def test_the_review_of_the_file_is_a_default_and_that_of_an_event_covers_its_parts() -> None:
    events = "events: {a: {kind: talks, participants: {bob: {review: accepted}}}, b: {kind: talks, review: accepted}}"
    read = read_text("review: pending\n" + SOURCE + PEOPLE + events)
    assert [event.id for event in read.facts[0].events] == ["event/b"]
    assert read.pending == 2


def test_an_accepted_fact_cannot_rest_on_one_that_is_not() -> None:
    assert wrong(SOURCE + "events:\n  a: {kind: talks, review: pending}\n  b: {kind: talks, continues: a}") == [
        "4: continues: event/a is not accepted, but this fact is (accept both, or neither)"
    ]
    delegation = ", delegations: {d: {review: rejected}}, participants: {bob: {delegation: d}}}}"
    assert wrong(SOURCE + PEOPLE + TALKS + delegation) == [
        "4: delegation/talks/d is not accepted, but this fact is (accept both, or neither)"
    ]
    read_text(SOURCE + "events: {a: {kind: talks, review: pending}, b: {kind: talks, continues: a, review: pending}}")


# --- what is said about a single file ---------------------------------------------------------------------------------

REGISTRY = "registry: {id: r}\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: the file is empty (a facts file starts with source: or registry:)"),
        ("# only a comment\n", "1: the file is empty (a facts file starts with source: or registry:)"),
        ("- a", "1: the file is a list, not a mapping (it starts with source: or registry:)"),
        ("people: {}", "1: the file has neither source nor registry (start with source: or registry:, and an id)"),
        (SOURCE + REGISTRY, "2: a file is either a source or a registry (split it in two)"),
        (REGISTRY + "poeple: {}", '2: unknown key "poeple" (did you mean people?)'),
        (REGISTRY + "people: {a: {nam: A, name: A}}", '2: unknown key "nam" (did you mean name?)'),
        (REGISTRY + "people: {a: {name: A, zz: 1}}", '2: unknown key "zz" (allowed here: name, names, aliases, same_as)'),
        (REGISTRY + "people:\n  a: {}", "3: this person has no name (add name: The name in English.)"),
        (REGISTRY + "people:\n  a: {name: A}\n  a: {name: B}", '4: "a" stands here twice (it is also on line 3; keep one)'),
        (REGISTRY + "people:", "2: people: this is empty, not a mapping (write an id, and keys below it)"),
        (REGISTRY + "people: [a]", "2: people: this is a list, not a mapping (write an id, and keys below it)"),
        (REGISTRY + "people: {a: Ada}", "2: this person is text, not a mapping (write keys such as name)"),
        (REGISTRY + "people: {a: {name: [A]}}", "2: name: this is a list, not a single value (write one value)"),
        (REGISTRY + "people: {a: {name: }}", "2: name: there is nothing here (leave the key out; the word null needs quotes)"),
        (REGISTRY + "people: {a: {name: ~}}", "2: name: there is nothing here (leave the key out; the word null needs quotes)"),
        (REGISTRY + 'people: {a: {name: " "}}', "2: name: there is nothing here (leave the key out; the word null needs quotes)"),
        (REGISTRY + 'people: {a: {name: "x\\e[2J"}}', "2: name: the text has the control character U+001B (take it out)"),
        (
            REGISTRY + "people: {Ada L.: {name: A}}",
            '2: "Ada L." is not an id (write small letters and digits joined by - . or _, such as ada-l)',
        ),
        (REGISTRY + "people: {a: {name: A, aliases: []}}", "2: aliases: the list is empty (leave the key out)"),
        (REGISTRY + "people: {a: {name: A, aliases: [B, B]}}", "2: aliases: this value stands in the list twice (keep one)"),
        (REGISTRY + "people: {a: {name: A, names: {en: B}}}", "2: names: the name itself is English (put other English names into aliases)"),
        (REGISTRY + "people: {a: {name: A, names: {uk: B, UK: C}}}", "2: names: a language is given twice (put other names into aliases)"),
        (REGISTRY + "people: {a: {name: A, names: {ukrainian: B}}}", '2: names: "ukrainian" is not a language tag (write it like uk, ru-latn or zh-hans-cn)'),
        (
            REGISTRY + "people: {a: {name: A, same_as: javascript:alert(1)}}",
            '2: same_as: "javascript:alert(1)" is not a web address '
            "(write it like https://example.org/report, other letters as %XX)",
        ),
        (REGISTRY + "cities: {a: {name: A, latitude: 95, longitude: 1}}", '2: latitude: "95" is out of range (write degrees from -90 to 90)'),
        (REGISTRY + "cities: {a: {name: A, latitude: nan, longitude: 1}}", '2: latitude: "nan" is not a number (write degrees such as 41.01, unquoted)'),
        (REGISTRY + "cities: {a: {name: A, latitude: 1}}", "2: this city has no longitude (give both, latitude and longitude)"),
        (REGISTRY + "events: {a: {kind: talks}}", "2: events need a source (say at the top, under source:, who reports them)"),
        ("source: {id: a b}", '1: id: "a b" is not an id (write small letters and digits joined by - . or _, such as a-b)'),
        ("source: {id: a, syndicated_from: a}", "1: syndicated_from names the source itself (name the one it repeats)"),
        ("source: {id: a, kind: artcle}", '1: kind: "artcle" is not known here (did you mean article? It is one of article, readout, joint-statement, press-release, dataset)'),
        ("source: {id: a, published: 2 June 2025}", '1: published: "2 June 2025" is not written as EDTF (write 2025-06-02)'),
        ("source: {id: a, url: ftp://example.org}", '1: url: "ftp://example.org" is not a web address (write it like https://example.org/report, other letters as %XX)'),
        ("source: {id: a, text: {sha256: abc, length: 1}}", '1: sha256: "abc" is not a SHA-256 (write it like the output of sha256sum: 64 digits from 0 to f)'),
        ("source: {id: a, text: {length: 1}}", "1: this text has no sha256 (add sha256: The SHA-256 of the text's UTF-8 bytes.)"),
        (SOURCE + TALKS + ", round: two}}", '2: round: "two" is not a whole number (write one of at least 1, unquoted)'),
        (SOURCE + TALKS + ", round: '2'}}", '2: round: "2" is not a whole number (write one of at least 1, unquoted)'),
        (SOURCE + TALKS + ", date: 2025-02-30}}", None),
        (SOURCE + TALKS + ", date: {value: 2025, within: maybe}}}", '2: within: "maybe" is neither true nor false (write true or false, unquoted)'),
        (SOURCE + TALKS + ", date: {evidence: 1-2}}}", "2: this date has no value (add value: The value itself.)"),
        (SOURCE + TALKS + ", evidence: 5-5}}", "2: evidence: the span 5-5 is empty (the end comes after the last character)"),
        (SOURCE + TALKS + ", evidence: 90-101}}", "2: evidence: the span 90-101 goes beyond the text (it has 100 characters)"),
        (SOURCE + TALKS + ", evidence: 5}}", '2: evidence: "5" is not a span (write start-end in characters, such as 229-250)'),
        ("source: {id: a}\n" + TALKS + ", evidence: [1-2, 3-4]}}", "2: evidence needs the text it points into (give source: its text: {sha256, length})"),
        (SOURCE + TALKS + ", review: maybe}}", '2: review: "maybe" is not known here (accepted, pending or rejected)'),
        ("review: maybe\n" + REGISTRY, '1: review: "maybe" is not known here (accepted, pending or rejected)'),
        (SOURCE + PEOPLE + TALKS + ", participants: {bob: {delegation: d}}}}", '4: the event has no delegation "d" (add it to the event\'s delegations)'),
        (SOURCE + PEOPLE + TALKS + ", participants: {bob: {role: head, roles: [host]}}}}", "4: role and roles are both given (keep one of them)"),
        (SOURCE + PEOPLE + TALKS + ", participants: {bob: {role: [head, host]}}}}", "4: role: this is a list (write roles: for several)"),
        (SOURCE + PEOPLE + TALKS + ", participants: {bob: {roles: head}}}}", "4: roles: this is text, not a list (write role: for just one)"),
        (SOURCE + TALKS + ", continues: talks}}", '2: continues: "talks" refers to itself (leave it out)'),
        (REGISTRY + "people: {[a]: {name: A}}", "2: a key is a list (a key is a single word)"),
    ],
)  # fmt: skip
def test_a_problem_says_where_it_is_what_is_wrong_and_what_would_be_right(text: str, problem: str | None) -> None:
    said = wrong(text)
    assert len(said) == 1
    if problem is None:  # the words are those of kg.dates
        assert said[0].startswith("2: date: ")
    else:
        assert said == [problem]


@pytest.mark.parametrize("mistake", ["publishr: X", "published: 2025-13", "kind: blog", "url: nowhere"])
def test_a_mistake_in_the_source_is_not_blamed_on_the_evidence(mistake: str) -> None:
    text = SOURCE.replace("id: wire", f"id: wire, {mistake}")
    (problem,) = wrong(text + TALKS + ", evidence: [0-5, 6-9]}}")
    assert mistake.partition(":")[0] in problem


def test_a_wrong_text_of_the_source_is_told_once() -> None:
    (problem,) = wrong("source: {id: wire, text: {sha256: x, length: 9}}\n" + TALKS + ", evidence: [0-5, 6-9]}}")
    assert "sha256" in problem


@pytest.mark.parametrize("dash", ["–", "—", "−", " - ", "‑"])
def test_a_span_with_another_dash_gets_the_right_one(dash: str) -> None:
    (problem,) = wrong(SOURCE + TALKS + f", evidence: 1{dash}5}}}}")
    assert problem.endswith("is not a span (write with a hyphen: 1-5)")


@pytest.mark.parametrize(
    ("key", "better"),
    [("Lake Sorrow Summit", "lake-sorrow-summit"), ("Çırağan–Palace", "ciragan-palace"), ("a__b", "a-b")],
)
def test_a_key_that_is_no_id_gets_the_nearest_one(key: str, better: str) -> None:
    assert wrong(f"registry: {{id: r}}\ncities: {{{key}: {{name: X}}}}") == [
        f'2: "{key}" is not an id (write small letters and digits joined by - . or _, such as {better})'
    ]


def test_a_participant_that_is_misspelt_gets_the_key_that_is_right() -> None:
    text = SOURCE + "people: {anna-bell: {name: Anna Bell}}\n" + TALKS + ", participants: {anna-bel: {role: host}}}}"
    assert wrong(text)[0].endswith("(did you mean anna-bell?)")


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("ukrain", 'there is no venue, city, region or country with the id "ukrain" (did you mean ukraine?)'),
        (
            "Ukraïne (UA)",
            'there is no venue, city, region or country with the id "Ukraïne (UA)" (did you mean ukraine?)',
        ),
        (
            "twni",
            'there is no venue, city, region or country with the id "twni" (did you mean venue/twin or country/twin?)',
        ),
        ("zz", 'there is no venue, city, region or country with the id "zz" (define it in one of the files)'),
        ("bob", '"bob" is person/bob (venue, city, region or country needed here)'),
        ("person/bob", '"person/bob" is person/bob (venue, city, region or country needed here)'),
        ("twin", '"twin" is venue/twin and country/twin (write venue/twin or country/twin)'),
    ],
)
def test_a_wrong_reference_names_what_would_be_right(reference: str, problem: str) -> None:
    text = SOURCE + PEOPLE + TALKS + f", place: {reference}}}}}"
    assert wrong(text, ("country/twin", "venue/twin")) == [f"4: place: {problem}"]


def test_all_problems_of_a_file_are_told_at_once_in_its_order() -> None:
    text = (
        SOURCE
        + "events:\n  a: {kind: talk, date: June}\n  B: {kind: talks}\n  c: {kind: talks, place: nowhere, x: 1}\n"
    )
    assert [line.split(":")[0] for line in wrong(text)] == ["3", "3", "4", "5", "5"]


def test_many_problems_are_cut() -> None:
    said = wrong(REGISTRY + "people:\n" + "".join(f"  p{n}: {{}}\n" for n in range(300)))
    assert len(said) == 201
    assert said[-1] == "202: … and 100 more problems from here on"
    said = wrong(REGISTRY + "people:\n" + "".join(f"  p{n}: {{}}\n" for n in range(5000)))
    assert said[-1] == "202: … and at least 800 more problems from here on"


def test_a_hostile_word_cannot_reach_the_terminal() -> None:
    assert "\u202e" not in "".join(wrong(REGISTRY + 'people: {a: {name: A, "x\u202e": 1}}'))


# --- what is said about files together --------------------------------------------------------------------------------


def put(folder: Path, **files: str) -> list[Path]:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [folder]


def problems(paths: list[Path], folder: Path) -> list[str]:
    with pytest.raises(FactsError) as error:
        read_files(paths)
    return str(error.value).replace(f"{folder}{os.sep}", "").splitlines()


def test_files_refer_to_each_other_in_any_order(tmp_path: Path) -> None:
    paths = put(tmp_path, a=SOURCE + TALKS + ", place: rome}}", b="registry: {id: r}\ncities: {rome: {name: Rome}}")
    assert read_files(paths).facts[0].events[0].reports[0].place == "city/rome"


def test_the_same_thing_may_be_defined_twice_but_not_differently(tmp_path: Path) -> None:
    same = "people:\n  ada: {name: Ada}\n"
    assert len(read_files(put(tmp_path, a="registry: {id: a}\n" + same, b="registry: {id: b}\n" + same)).facts) == 2
    put(tmp_path, b="registry: {id: b}\n\npeople:\n  ada: {name: Ada L.}\n")
    assert problems([tmp_path], tmp_path) == [
        "b.yaml:4: person/ada has the name Ada L. here and Ada at a.yaml:3 "
        "(make them equal, or choose another id for one of them)"
    ]
    put(tmp_path, b="registry: {id: b}\n\npeople:\n  ada: {name: Áda, aliases: Countess}\n")
    assert len(read_files([tmp_path]).facts) == 2


def test_two_sources_may_tell_of_one_event_if_they_agree_what_it_is(tmp_path: Path) -> None:
    second = SOURCE.replace("wire", "gazette")
    put(tmp_path, a=SOURCE + TALKS + ", label: Talks, date: 2025}}", b=second + TALKS + ", date: 2024}}")
    assert [facts.events[0].label for facts in read_files([tmp_path]).facts] == ["Talks", None]
    put(tmp_path, b=second + "events:\n  talks: {kind: summit, label: Meeting}\n")
    assert problems([tmp_path], tmp_path) == [
        "b.yaml:3: event/talks has the kind summit here and talks at a.yaml:2 "
        "(make them equal, or choose another id for one of them)",
        "b.yaml:3: event/talks has the label Meeting here and Talks at a.yaml:2 "
        "(make them equal, or choose another id for one of them)",
    ]


def test_a_delegation_may_be_declared_by_another_source(tmp_path: Path) -> None:
    part = ", participants: {bob: {delegation: d}}}}"
    put(tmp_path, a=SOURCE + TALKS + ", delegations: {d: {}}}}", b=SOURCE.replace("wire", "b") + PEOPLE + TALKS + part)
    assert read_files([tmp_path]).facts[1].events[0].participations[0].delegation == "d"


def test_one_source_stands_in_one_file(tmp_path: Path) -> None:
    put(tmp_path, a=SOURCE, b="\n" + SOURCE)
    assert problems([tmp_path], tmp_path) == [
        "b.yaml:2: source/wire is also at a.yaml:1 (one file holds all of a source)"
    ]


def test_a_broken_file_does_not_make_references_into_it_look_wrong(tmp_path: Path) -> None:
    put(tmp_path, a=SOURCE + TALKS + ", place: rome, round: x}}", b="registry: {id: r}\ncities: {rome: [\n")
    said = problems([tmp_path], tmp_path)
    assert [line.split(":")[0] for line in said] == ["a.yaml", "b.yaml"]
    assert "round" in said[0]


def test_folders_are_read_with_their_subfolders_and_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    put(tmp_path / "sub", b="registry: {id: b}")
    put(tmp_path / ".hidden", c="registry: {id: c}")
    put(tmp_path, a="registry: {id: a}")
    (tmp_path / "d.yml").write_text("registry: {id: d}")
    (tmp_path / "notes.txt").write_text("not facts")
    read = read_files([tmp_path, tmp_path / "a.yaml"])
    assert [facts.id for facts in read.facts] == ["registry/a", "registry/d", "registry/b"]


def test_what_cannot_be_opened_is_a_problem_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "latin.yaml").write_bytes("registry: {id: r}\ncities: {a: {name: Orléans}}".encode("latin-1"))
    os.mkfifo(tmp_path / "pipe.yaml")
    names = ["empty", "missing.yaml", "latin.yaml", "pipe.yaml", "nul\0.yaml"]
    assert problems([tmp_path / name for name in names], tmp_path) == [
        "empty: the folder has no facts files (their names end in .yaml)",
        "latin.yaml:2: byte 0xE9 is not UTF-8 (save the file as UTF-8)",
        "missing.yaml: there is no such file or folder (give a facts file or a folder of them)",
        "nul\\x00.yaml: no file can have such a name (give a facts file or a folder of them)",
        "pipe.yaml: this is no ordinary file (give a facts file or a folder of them)",
    ]


# --- hostile files ----------------------------------------------------------------------------------------------------


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers of PyYAML: libyaml's may be missing where Parley is installed."""
    import yaml

    from kg.facts import tree

    monkeypatch.setattr(tree, "_LOADER", yaml.CSafeLoader if request.param == "C" else yaml.SafeLoader)
    return str(request.param)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("registry: &a {id: r}\n", '1: the anchor "a" is refused'),
        ("registry: {id: r, title: *a}\n", '1: the alias "a" is refused'),
        (
            "registry: !!python/object/apply:os.system [ls]\n",
            '1: the tag "tag:yaml.org,2002:python/object/apply:os.system"',
        ),
        ("registry: {id: !x r}\n", '1: the tag "!x" is refused'),
        ("registry: {id: r}\n---\nregistry: {id: r}\n", "2: a second document starts here"),
        ("people: " + "[" * 100_000, "1: brackets or indentation are nested more than 20 deep"),
        ("people: " + "{a: " * 100_000, "1: brackets or indentation are nested more than 20 deep"),
        ("people:\n " + "- " * 100_000, "2: brackets or indentation are nested more than 20 deep"),
        ("registry:\n\tid: r\n", "2: this is not YAML: found character"),
        ('registry: {id: "r\n', ": this is not YAML: "),
        ("registry: {id: r}\npeople: {a: {name: a: b}}\n", ": this is not YAML: "),
        ("registry: {id: r, title: \0}\n", "1: the text has the character U+0000 (take it out)"),
        ("registry: {id: r,\n title: a\u2028b}\n", "2: the text has the character U+2028 (take it out)"),
        ("lorem ipsum dolor\n" * 500_000, "1: the file is text, not a mapping"),
        ("a: b\n" * 2_000_000, '1: unknown key "a"'),
        ("x" * 10_000_000, "1: the file is text, not a mapping"),
    ],
    ids=lambda value: value[:25],
)
def test_hostile_yaml_gets_a_plain_answer(text: str, problem: str, parser: str) -> None:
    if parser == "Python" and len(text) > 1_000_000:
        text = text[:100_000]
    assert any(problem in line for line in wrong(text))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(20_000_000)
    assert problems([tmp_path], tmp_path) == [
        "a.yaml: the file has more than 16 MB (split it, or import it as a table)"
    ]


def test_reading_does_not_import_what_only_errors_need() -> None:
    import subprocess

    code = (
        "import sys; from pathlib import Path; from kg.facts import read_files; read_files([Path('data')]);"
        "print([name for name in ('difflib', 'json', 'kg.facts.write', 'kg.facts.schema') if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
