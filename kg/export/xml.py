"""What the XML formats share."""

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def only_xml(document: bytes) -> bytes:
    r"""An XML document in UTF-8 with U+FFFD in place of every character that XML 1.0 can't hold, such as escape codes.

    >>> only_xml(b"<a>\x1b[2J</a>").decode() == "<a>\ufffd[2J</a>"
    True
    """
    return _NOT_XML.sub("\ufffd", document.decode("utf-8")).encode("utf-8")
