"""What the reader sees for a code: the name the open file gives it, else the vocabulary's."""

from viewer.events.vocabulary import label_of
from viewer.session.session import Session
from viewer.ui.plain import one_line


class Names:
    """Callable as ``names(facet, value)``; follows the session from file to file."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, dict[str, str]] = {}  # by facet, of those that were asked for
        self._source: object = None

    def __call__(self, facet: str, value: str) -> str:
        """The name of a value of a facet."""
        facets = self._session.answers.facets.value
        if facets is not self._source:
            self._source, self._known = facets, {}
        if facet not in self._known:
            self._known[facet] = {v.value: v.name for v in (facets or {}).get(facet, ())}
        return one_line(self._known[facet].get(value) or label_of(facet, value))
