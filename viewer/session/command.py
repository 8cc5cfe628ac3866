"""What a command is; ``commands`` has the table of them."""

from collections.abc import Callable
from dataclasses import dataclass

from viewer.session.session import Session

Test = Callable[[Session], bool]


def _always(_: Session) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do.

    Attributes:
        id: for code, tests and saved macros; never shown.
        title: in menus and in the palette; an ellipsis at the end says that a dialog follows.
        menu: where it stands, a path such as "View/Lanes".
        keys: shortcuts in Qt's portable text, the one to show first.
        tip: one sentence for the tooltip, without the key.
        run: performs it on the session; None when the window does.
        when: whether it can be performed now.
        checked: whether it is on, for commands that switch something; None for all others.
        needs: the part of the window that performs it; None when ``run`` does.
        held: the canvas repeats it smoothly for as long as one of ``keys`` is down.
        apart: a line separates it from the command above it in the menu.
    """

    id: str
    title: str
    menu: str
    keys: tuple[str, ...]
    tip: str
    run: Callable[[Session], None] | None = None
    when: Test = _always
    checked: Test | None = None
    needs: str | None = None
    held: bool = False
    apart: bool = False
