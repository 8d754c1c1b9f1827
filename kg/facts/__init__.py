"""Facts files: YAML that people write by hand and extraction produces, read into `kg.model` values and written back.

`format` describes the format once; `read` and `write` convert, and `schema` publishes the description as JSON Schema.
"""

from typing import Any

from kg.facts.read import Read, read_files, read_text

__all__ = ["Read", "read_files", "read_text", "write_facts"]


def __getattr__(name: str) -> Any:
    """Import the writer when it is asked for: most commands only read."""
    if name == "write_facts":
        from kg.facts.write import write_facts

        return write_facts
    raise AttributeError(f"module 'kg.facts' has no attribute {name!r}")
