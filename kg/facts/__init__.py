"""Facts files: YAML that people write by hand and extraction produces, read into `kg.model` values and written back.

`format` describes the format once; `read` and `write` convert, and `schema` publishes the description as JSON Schema.
"""

from kg.facts.read import Read, read_files

__all__ = ["Read", "read_files"]
