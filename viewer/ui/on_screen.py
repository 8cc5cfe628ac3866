"""A picture of what is on the screen, for the clipboard and for print."""

from PySide6.QtGui import QImage

from viewer.session.session import Session
from viewer.store.questions import EventStore
from viewer.ui.picture_files import BASE_DPI, image
from viewer.ui.pictures import Order, Picture
from viewer.ui.theme import THEMES


def order_of(session: Session, theme: str, width: int = 1600, height: int = 900) -> Order:
    """What is on the screen, as a page of so many px."""
    view = session.view
    return Order(
        query=view.query,
        span=session.span,
        lanes_by=view.lanes_by,
        width=width,
        height=height,
        theme=next((known for known in THEMES if known == theme), "light"),
        tracks=bool(session.settings["show_tracks"]),
        selection=view.selection,
        file=session.path.name if session.path else "",
        now=session.now(),
    )


def image_of(store: EventStore, order: Order) -> QImage:
    """A picture for the clipboard, at twice its size in px for sharpness; on any thread."""
    return image(Picture(store, order), 2 * BASE_DPI)
