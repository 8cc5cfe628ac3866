"""The open file read again: on demand, or when somebody has written to it meanwhile."""

from collections.abc import Iterator

from viewer.events.comparing import Difference
from viewer.session.opening import Stamp, stamp_of
from viewer.session.session import Session


def reload(session: Session) -> None:
    """Read the open file again; what changed is in ``session.comparison``, and the view stays."""
    if session.path is not None:
        session.open(session.path, "file.reload")


def news(session: Session) -> Stamp | None:
    """The stamp of the open file if it was written to since it was read; None if not, or if it is gone."""
    stamp = stamp_of(session.path) if session.path is not None and not session.opening else None
    return stamp if stamp != session.stamp else None


def has_changes(session: Session) -> bool:
    """Whether the file held something else when it was read again."""
    return session.comparison is not None and not session.comparison.is_empty


def lines(differences: tuple[Difference, ...]) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """A list to read, a line for each field that changed: kind, date, title, field, before, now.

    With each line stands the id of the event, None where there is no such event any more.
    """
    for one in differences:
        for field in one.fields or (None,):
            said = (field.field, field.before, field.after) if field else ("", "", "")
            yield (None if one.kind == "removed" else one.id), (one.kind, one.date, one.title, *said)
