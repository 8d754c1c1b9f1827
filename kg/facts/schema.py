"""The format of facts files as a JSON Schema, so that editors complete and check what people write.

The published file is made from `kg.facts.format` by::

    python -m kg.facts.schema > ontology/facts.schema.json

A schema sees one file and its structure. What it can't tell is left to the reader: whether ids exist, whether dates
are dates, whether spans lie within the text, and whether files agree.
"""

from typing import Any

from kg.facts.format import FILE, NEED_SOURCE
from kg.facts.kinds import LANGUAGE, LONGEST_SLUG, SLUG, Schema, Words
from kg.facts.shapes import Field, Keyed, Names, Shape

ID = "https://w3id.org/parley/ontology/facts.schema.json"


def json_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of a facts file.

    >>> sorted(json_schema()["$defs"]["claim"]["properties"])
    ['object', 'predicate', 'subject']
    """
    definitions: dict[str, Schema] = {}
    file = _shape(FILE, definitions)
    file["oneOf"] = [{"required": ["source"]}, {"required": ["registry"]}]
    file["dependentRequired"] = {name: ["source"] for name in NEED_SOURCE}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        **file,
        "$defs": dict(sorted(definitions.items())),
    }


def _shape(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    """Describe a mapping with known keys."""
    properties = {}
    for key, field in shape.keys.items():
        properties[key] = {"description": field.doc, **_field(field, definitions, listed=key == field.plural)}
    schema: Schema = {
        "title": shape.name,
        "description": shape.doc,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    if shape.required:
        schema["required"] = list(shape.required)
    if shape.together:
        schema["dependentRequired"] = {key: [k for k in shape.together if k != key] for key in shape.together}
    doubles = [{"required": [field.name, field.plural]} for field in shape.fields if field.plural]
    if doubles:
        schema["not"] = doubles[0] if len(doubles) == 1 else {"anyOf": doubles}
    return schema


def _field(field: Field, definitions: dict[str, Schema], listed: bool) -> Schema:
    """Describe the value of a field; ``listed`` for the key that takes a list."""
    short = _value(field.kind, definitions)
    several = {"type": "array", "items": short, "minItems": 1, "uniqueItems": True}
    if listed:
        return several
    if field.many:
        return {"anyOf": [short, several]}
    if field.long:
        return {"anyOf": [short, _shape(field.long, definitions)]}
    return short


def _value(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """Describe one value."""
    if isinstance(kind, Keyed):
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{SLUG}$", "maxLength": LONGEST_SLUG},
            "additionalProperties": _refer(kind.shape, definitions),
        }
    if isinstance(kind, Names):
        return {
            "type": "object",
            "propertyNames": {**LANGUAGE.schema(), "not": {"pattern": "^[eE][nN]$"}},
            "additionalProperties": Words().schema(),
        }
    if isinstance(kind, Shape):
        long = _refer(kind, definitions)
        return {"anyOf": [_value(kind.keys[kind.short].kind, definitions), long]} if kind.short else long
    schema: Schema = kind.schema()
    return schema


def _refer(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    """Refer to the description of a shape, adding it where it is new."""
    if shape.name not in definitions:
        definitions[shape.name] = {}
        definitions[shape.name] = _shape(shape, definitions)
    return {"$ref": f"#/$defs/{shape.name}"}


def main() -> None:
    """Print the schema."""
    import json

    print(json.dumps(json_schema(), indent=1))


if __name__ == "__main__":
    main()
