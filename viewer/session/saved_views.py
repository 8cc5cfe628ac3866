"""The named views of the open file as the reader handles them: keep one, come back to one, each as a command."""

from dataclasses import replace
from functools import partial

from viewer.session.command import Command
from viewer.session.session import Session

MENU = "Go/Views"


def keep(session: Session, name: str) -> None:
    """Put what is looked at under a name, in place of a view that has it; raises QueryError when it is no name."""
    if session.path:
        session.workspace.named.keep(session.path, name, session.view)
        session.workspace.save()


def rename(session: Session, old: str, new: str) -> None:
    """Give a view another name; raises QueryError when that is empty or taken."""
    if session.path:
        session.workspace.named.rename(session.path, old, new)
        session.workspace.save()


def delete(session: Session, name: str) -> None:
    """Forget a view."""
    if session.path:
        session.workspace.named.delete(session.path, name)
        session.workspace.save()


def come_back(session: Session, name: str) -> None:
    """Look at what was kept under a name."""
    if session.path:
        view = session.workspace.named.get(session.path, name)
        session.show(replace(view, range=None), "views")


def commands(session: Session) -> tuple[Command, ...]:
    """One command for each view of the open file, for menus and the palette."""
    return tuple(
        Command(f"view:{name}", name, MENU, (), "Show this view again.", partial(come_back, name=name))
        for name in session.workspace.named.of(session.path)
    )
