"""What of a chronology may be exported: what is visible, a chosen span, the selected event, all, a named view."""

from dataclasses import dataclass

from viewer.events.query import Query
from viewer.session.session import Session
from viewer.timeline.scale import TimeSpan

VISIBLE, RANGE, SELECTED, WHOLE = "What is visible", "The chosen span", "The selected event", "The whole extent"
NAMED = "View: "  # before the name of a view


@dataclass(frozen=True, slots=True)
class Content:
    """Events, the time shown (None for their whole extent), how lanes are arranged, and the name of the view."""

    query: Query
    span: TimeSpan | None
    lanes_by: str
    view: str = ""


def contents(session: Session) -> dict[str, Content]:
    """What can be shown now, by its title; what is visible comes first."""
    view = session.view
    found = {VISIBLE: Content(view.query, session.span, view.lanes_by)}
    if view.range is not None:
        found[RANGE] = Content(view.query, view.range, view.lanes_by)
    if view.selection is not None:
        found[SELECTED] = Content(Query(ids=(view.selection,)), None, view.lanes_by)
    found[WHOLE] = Content(view.query, None, view.lanes_by)
    for name, kept in session.workspace.named.of(session.path).items():
        found[NAMED + name] = Content(kept.query, kept.span, kept.lanes_by, name)
    return found
