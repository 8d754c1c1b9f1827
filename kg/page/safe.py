"""Text and data from strangers on their way into a page, and the policy that lets nothing but the page's own run."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates, by which a name could make what stands beside it read otherwise."""
_UNSHOWN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|{_TURNING.pattern}")


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Word a content security policy that lets exactly these inline scripts and styles through."""

    def sources(texts: Sequence[str]) -> str:
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {sources(scripts)}; style-src {sources(styles)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def json_text(data: Any) -> str:
    r"""JSON that can stand in a script element: no `<`, `>`, `&`, line separators or lone surrogates.

    What turns the direction of other text becomes U+FFFD.

    >>> print(json_text({"a": "</script>"}))
    {"a":"\u003c/script\u003e"}
    """
    text = _TURNING.sub(
        "\N{REPLACEMENT CHARACTER}", json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    )
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def clean(text: str) -> str:
    """Text without what HTML or UTF-8 cannot hold or what turns the direction of other text: it becomes U+FFFD."""
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)
