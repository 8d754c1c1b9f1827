"""The published JSON Schema."""

# ruff: noqa: E501 - a table of one case a line reads best

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from kg import model
from kg.errors import FactsError
from kg.facts import read_text, write_facts
from kg.facts.format import FILE
from kg.facts.schema import json_schema
from kg.facts.shapes import Keyed, Shape
from tests.strategies import facts

ROOT = Path(__file__).parents[2]
PUBLISHED = json.loads((ROOT / "ontology/facts.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(PUBLISHED)


class Editor(yaml.SafeLoader):
    """Reads YAML the way an editor does: as YAML 1.2 with its core schema, and keys as text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and type are PyYAML's

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


for tag, form in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), None)
Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Editor.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def accepted_by_schema(text: str) -> bool:
    return bool(VALIDATOR.is_valid(yaml.load(text, Editor)))


def accepted_by_reader(text: str, known: tuple[str, ...] = ()) -> bool:
    try:
        read_text(text, known=known)
    except FactsError:
        return False
    return True


def test_the_published_schema_is_the_generated_one() -> None:
    assert json_schema() == PUBLISHED, "run: python -m kg.facts.schema > ontology/facts.schema.json"


def test_the_published_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(PUBLISHED)


@pytest.mark.parametrize("path", [*ROOT.glob("data/**/*.yaml"), ROOT / "tests/data/second-source.yaml"], ids=str)
def test_the_bundled_files_fit_the_schema_and_name_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert accepted_by_schema(text)
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert found
    assert (path.parent / found[1]).resolve() == ROOT / "ontology/facts.schema.json"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_whatever_is_written_fits_the_schema(value: model.Facts) -> None:
    assert accepted_by_schema(write_facts(value))


def shapes(shape: Shape) -> list[Shape]:
    inner = [field.kind.shape if isinstance(field.kind, Keyed) else field.kind for field in shape.fields]
    return [shape, *(found for kind in inner if isinstance(kind, Shape) for found in shapes(kind))]


def test_every_field_is_described_in_a_sentence() -> None:
    for shape in shapes(FILE):
        for text in (shape.doc, *(field.doc for field in shape.fields)):
            assert re.fullmatch(r"[A-Z].{5,150}[.]", text), text


def test_every_field_of_the_model_can_be_written() -> None:
    from attrs import fields

    made = {"id", "key", "source", "number", "evidence", "reports"}
    for shape in shapes(FILE):
        if shape.model and shape.model is not model.Event:
            names = {field.attr for field in shape.fields} | (
                {"sha256", "length", "sketch"} if shape.name == "source" else set()
            )
            assert {field.name for field in fields(shape.model)} - made <= names, shape.name


SOURCE = f"source: {{id: wire, text: {{sha256: {'0a' * 32}, length: 100}}}}\n"
REGISTRY = "registry: {id: r}\n"
KNOWN = ("person/ada", "country/ukraine", "city/rome", "post/king", "series/s", "document/d", "event/e", "group/2025")


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        (REGISTRY, True),
        (SOURCE, True),
        (REGISTRY + SOURCE, False),
        ("people: {}", False),
        ("registry: {}", False),
        ("registry: {id: 2025}", True),
        ("registry: {id: r, title: 2025}", True),
        ("registry: {id: r, title: true}", True),
        ("registry: {id: r, title: null}", False),
        ("registry: {id: r, title: 'null'}", True),
        ("registry: {id: r, title: ' '}", False),
        ("registry: {id: r, title: [a]}", False),
        ("registry: {id: R}", False),
        ("registry: {id: r-, title: a}", False),
        (REGISTRY + "review: accepted", True),
        (REGISTRY + "review: maybe", False),
        (REGISTRY + "unknown: {}", False),
        (REGISTRY + "people: {}", True),
        (REGISTRY + "people: ", False),
        (REGISTRY + "people: {a: {name: A}}", True),
        (REGISTRY + "people: {a: {name: 1.5}}", True),
        (REGISTRY + "people: {a: {}}", False),
        (REGISTRY + "people: {a: A}", False),
        (REGISTRY + "people: {A: {name: A}}", False),
        (REGISTRY + "people: {a: {name: A, names: {uk: Б, ru-Latn: B}}}", True),
        (REGISTRY + "people: {a: {name: A, names: {en: B}}}", False),
        (REGISTRY + "people: {a: {name: A, names: {ukrainian: B}}}", False),
        (REGISTRY + "people: {a: {name: A, names: [B]}}", False),
        (REGISTRY + "people: {a: {name: A, aliases: B}}", True),
        (REGISTRY + "people: {a: {name: A, aliases: [B, {text: C, language: uk}]}}", True),
        (REGISTRY + "people: {a: {name: A, aliases: []}}", False),
        (REGISTRY + "people: {a: {name: A, aliases: [B, B]}}", False),
        (REGISTRY + "people: {a: {name: A, aliases: [{language: uk}]}}", False),
        (REGISTRY + "people: {a: {name: A, same_as: https://example.org/a}}", True),
        (REGISTRY + "people: {a: {name: A, same_as: example.org}}", False),
        (REGISTRY + "people: {a: {name: A, latitude: 1, longitude: 1}}", False),
        (REGISTRY + "cities: {a: {name: A, latitude: 1, longitude: -1.5}}", True),
        (REGISTRY + "cities: {a: {name: A, latitude: 1}}", False),
        (REGISTRY + "cities: {a: {name: A, latitude: 91, longitude: 1}}", False),
        (REGISTRY + "cities: {a: {name: A, latitude: '1', longitude: 1}}", False),
        (REGISTRY + "cities: {a: {name: A, in: ukraine}}", True),
        (REGISTRY + "cities: {a: {name: A, in: country/ukraine}}", True),
        (REGISTRY + "cities: {a: {name: A, in: person/ada}}", False),
        (REGISTRY + "cities: {a: {name: A, in: 'The Ukraine'}}", False),
        (REGISTRY + "groups: {a: {name: A, members: [ada, ukraine, 2025]}}", True),
        (REGISTRY + "posts: {a: {title: King, of: ukraine}}", True),
        (REGISTRY + "posts: {a: {name: King}}", False),
        (REGISTRY + "events: {}", False),
        (SOURCE + "events: {}", True),
        (SOURCE + "events: {a: {kind: talks}}", True),
        (SOURCE + "events: {a: {kind: chat}}", False),
        (SOURCE + "events: {a: {kind: talks, round: 2}}", True),
        (SOURCE + "events: {a: {kind: talks, round: 0}}", False),
        (SOURCE + "events: {a: {kind: talks, round: '2'}}", False),
        (SOURCE + "events: {a: {kind: talks, date: 2025}}", True),
        (SOURCE + "events: {a: {kind: talks, date: 2025-06-02}}", True),
        (SOURCE + "events: {a: {kind: talks, date: {value: 2025, within: true, evidence: 1-2, review: accepted}}}", True),
        (SOURCE + "events: {a: {kind: talks, date: {value: 2025, within: 'true'}}}", False),
        (SOURCE + "events: {a: {kind: talks, date: {within: true}}}", False),
        (SOURCE + "events: {a: {kind: talks, date: [2025]}}", False),
        (SOURCE + "events: {a: {kind: talks, date: June}}", False),
        (SOURCE + "events: {a: {kind: talks, place: {value: rome, within: true}}}", False),
        (SOURCE + "events: {a: {kind: talks, kind: summit}}", None),
        (SOURCE + "events: {a: {kind: {value: talks}}}", False),
        (SOURCE + "events: {a: {kind: talks, evidence: [1-2, 3-4], inference: so}}", True),
        (SOURCE + "events: {a: {kind: talks, evidence: 12}}", False),
        (SOURCE + "events: {a: {kind: talks, evidence: 1 - 2}}", False),
        (SOURCE + "events: {a: {kind: talks, participants: {ada: {}}}}", True),
        (SOURCE + "events: {a: {kind: talks, participants: {ada: {role: head}}}}", True),
        (SOURCE + "events: {a: {kind: talks, participants: {ada: {roles: [head, host]}}}}", True),
        (SOURCE + "events: {a: {kind: talks, participants: {ada: {roles: head}}}}", False),
        (SOURCE + "events: {a: {kind: talks, participants: {ada: {role: [head]}}}}", False),
        (SOURCE + "events: {a: {kind: talks, participants: {ada: {role: head, roles: [host]}}}}", False),
        (SOURCE + "events: {a: {kind: talks, participants: {x: {who: ada, days: {value: 2025, within: true}}}}}", True),
        (SOURCE + "events: {a: {kind: talks, participants: {ada: {days: {value: 2025, evidence: 1-2}}}}}", False),
        (SOURCE + "events: {a: {kind: talks, participants: [ada]}}", False),
        (SOURCE + "events: {a: {kind: talks, delegations: {d: {represents: [ukraine]}}}}", True),
        (SOURCE + "events: {a: {kind: strike, targets: {t: {what: bases, place: rome}}}}", True),
        (SOURCE + "events: {a: {kind: strike, targets: {t: {place: rome}}}}", False),
        (SOURCE + "events: {a: {kind: strike, weapons: {w: {what: drones, count: 472}}}}", True),
        (SOURCE + "events: {a: {kind: strike, weapons: {w: {what: drones, count: many}}}}", False),
        (SOURCE + "tenures: {t: {person: ada, post: king, from: 2025, until: 2026-01, seen: [2025-06, 2025-07]}}", True),
        (SOURCE + "tenures: {t: {person: ada}}", False),
        (SOURCE + "tenures: {t: {person: ada, post: king, from: {value: 2025}}}", False),
        (SOURCE + "documents: {x: {kind: letter, label: L, status: {value: signed, evidence: 1-2}}}", True),
        (SOURCE + "documents: {x: {kind: letter, label: L, provisions: {p: {text: P, evidence: 1-2}}}}", True),
        (SOURCE + "documents: {x: {kind: letter}}", False),
        (SOURCE + "statements: {x: {summary: S, speaker: ada, about: [d, e, x2]}, x2: {summary: S}}", True),
        (SOURCE + "statements: {x: {summary: S, about: statement/wire/y}, y: {summary: S}}", True),
        (SOURCE + "statements: {x: {summary: S, claim: {subject: d, predicate: received-by, object: ada}}}", True),
        (SOURCE + "statements: {x: {summary: S, claim: {subject: d, predicate: eaten-by, object: ada}}}", False),
        (SOURCE + "statements: {x: {summary: S, claim: received}}", False),
        (SOURCE + "statements: {x: {speaker: ada}}", False),
        ("source: {id: s, kind: readout, published: 2025-06, url: https://a.org, language: EN}", True),
        ("source: {id: s, url: 'https://a b'}", False),
        ("source: {id: s, language: english}", False),
        ("source: {id: s, text: {sha256: abc, length: 3}}", False),
        (f"source: {{id: s, text: {{sha256: {'f' * 64}}}}}", False),
        (f"source: {{id: s, text: {{sha256: {'f' * 64}, length: 0}}}}", False),
    ],
)  # fmt: skip
def test_schema_and_reader_give_the_same_verdict_on_structure(text: str, fine: bool | None) -> None:
    if fine is None:  # a key that stands twice is for the YAML parser of an editor to see
        assert not accepted_by_reader(text, KNOWN)
        return
    assert (accepted_by_schema(text), accepted_by_reader(text, KNOWN)) == (fine, fine)
