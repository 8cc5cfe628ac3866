"""Text of strangers made harmless: nothing invisible that disguises what is read, no link but to the web.

The patterns are written for both ``re`` and RE2 (Arrow).
"""

import re

CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
LINE_BREAK = "[\t\n\r\u2028\u2029]"
DIRECTION = "[\u202a-\u202e\u2066-\u2069]"  # embeddings, overrides and isolates can turn a text round
WEB = r"(?i)^https?://[^\s/?#]+\S*$"

UNSEEN_IN_LINE = f"{CONTROL}|{LINE_BREAK}|{DIRECTION}"
_IN_LINE = re.compile(UNSEEN_IN_LINE)


def one_line(text: str | None) -> str:
    """The text without control characters, line breaks and changes of writing direction, "" for None."""
    return " ".join(_IN_LINE.sub(" ", text or "").split())


def is_harmless(text: str) -> bool:
    """Whether nothing in the text is invisible and harmful."""
    return _IN_LINE.search(text) is None


def is_web(url: str) -> bool:
    """Whether the address is http or https."""
    return re.match(WEB, url) is not None
