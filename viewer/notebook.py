"""For notebooks and scripts: open a chronology, ask it, get a data frame or a picture.

    import viewer
    chronology = viewer.open("events.json")
    recent = chronology.query(country="PAK", since="2024-12")
    recent.frame()
    recent.picture(lanes="country", size="a4").save("pakistan.svg")

A picture as the last expression of a cell shows itself.  Nothing here needs a display.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PySide6.QtGui import QGuiApplication

from viewer.bundled import bundled
from viewer.errors import QueryError
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.event import Event
from viewer.events.query import Query
from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORIES, STATUSES, label_of
from viewer.formats import read
from viewer.session.asking import query_of
from viewer.session.paper import check_size, page_size, usual_text
from viewer.session.picture_request import EXTRAS, PARTS, PictureRequest
from viewer.session.time_shown import span_called
from viewer.session.view import LANES_BY, View
from viewer.store.frame import FrameStore
from viewer.ui.composing import Plan, compose
from viewer.ui.picture_export import plan_of
from viewer.ui.picture_files import BASE_DPI, png, save, svg
from viewer.ui.remembered import named_view
from viewer.ui.theme import THEMES, ThemeName

Names = str | Sequence[str]


class Chronology:
    """A file of events, or those of them that match a query; never changed after it was made."""

    def __init__(
        self, table: EventTable, store: FrameStore, query: Query, file: Path, seen: View | None = None
    ) -> None:
        self._table, self._store, self._query, self._file, self._seen = table, store, query, file, seen

    def __len__(self) -> int:
        return int(np.count_nonzero(self._mask))

    def __iter__(self) -> Iterator[Event]:
        return (self._table.event(row) for row in np.flatnonzero(self._mask).tolist())

    def __repr__(self) -> str:
        return f"<{self._table.about.title or self._file.name}: {self._query.sentence(label_of)}, {len(self):,} events>"

    def query(
        self,
        *,
        country: Names = (),
        organisation: Names = (),
        category: Names = (),
        status: Names = (),
        tag: Names = (),
        match: str = "any",
        text: str = "",
        since: str | None = None,
        until: str | None = None,
    ) -> "Chronology":
        """The events of this file that match; a query asks the whole file, not what an earlier one has left.

        Args:
            country: names or ISO 3166 codes, one or several.
            organisation: names or acronyms.
            category: codes or names, such as "agree".
            status: "confirmed", "claimed", "disputed" or "planned".
            tag: tags of the file.
            match: how several values of one kind combine, "any", "all" or "none".
            text: words that must occur.
            since: EDTF date from which events count.
            until: EDTF date up to whose end they do.

        Raises:
            QueryError: a name that nobody has, or a date that is none.
        """
        names = {"country": country, "organisation": organisation, "category": category, "status": status, "tag": tag}
        if match not in {"any", "all", "none"}:
            raise QueryError(f"match: “{match}” is no choice.", "Use any, all or none.")
        asked = query_of(
            {facet: (given,) if isinstance(given, str) else given for facet, given in names.items()},
            source=self._file,
            text=text,
            after=since,
            before=until,
            match=match,
        )
        return Chronology(self._table, self._store, asked, self._file)

    def view(self, name: str) -> "Chronology":
        """The events of a view that was saved in the window; its pictures show its time and lanes.

        Raises:
            QueryError: this file has no such view; the nearest one is named.
        """
        seen = named_view(self._file, name)
        return Chronology(self._table, self._store, seen.query, self._file, seen)

    def frame(self) -> pd.DataFrame:
        """The events as a data frame of their own, one row each, indexed by id.

        Columns: title, date (EDTF), start and end (datetime64[s], the earliest start and the latest end, NaT where
        open or undated), category, status, importance, countries and organisations (tuples of codes), place,
        latitude, longitude, tags (tuple), summary.
        """
        events = self._table.events[self._mask]
        found = pd.DataFrame({name: events[name] for name in ("title", "date")})
        found["start"] = _instants(events, "start_min")
        found["end"] = _instants(events, "end_max")
        found["category"] = [CATEGORIES[code].code for code in events["category"]]
        found["status"] = [STATUSES[code] for code in events["status"]]
        found["importance"] = events["importance"]
        people = self._table.participants
        for kind, name in (("country", "countries"), ("organisation", "organisations")):
            found[name] = _tuples(people[people["kind"] == kind], "code", events.index)
        found["place"] = events["place"].astype(events["title"].dtype)
        for name, column in (("latitude", "lat"), ("longitude", "lon")):
            found[name] = events[column]
        found["tags"] = _tuples(self._table.tags, "tag", events.index)
        found["summary"] = events["summary"]
        return found.set_index(pd.Index(events["id"], name="id"))

    def picture(
        self,
        *,
        lanes: str | None = None,
        size: str | tuple[int, int] = (1600, 900),
        theme: ThemeName = "light",
        title: str = "",
        subtitle: str = "",
        show: str = "",
        whole: bool = False,
        parts: Sequence[str] = tuple(PARTS),
        rows: int = 1,
        text_size: float | None = None,
        font: str = "",
        today: date | None = None,
    ) -> "Picture":
        """A picture of the events.

        Args:
            lanes: what a lane stands for: a facet such as "country", "quad" or "none"; None for that of the view,
                or the country.
            size: width and height in px at 96 dpi, or paper such as "a4-portrait", "slide-16x9", "210x297mm".
            theme: "light", "dark", "greyscale" or "contrast".
            title: heading, "" for that of the chronology.
            subtitle: a line below it.
            show: the time shown where it is not that of the query, such as "2024-12/2026-01" or "last 90 days".
            whole: show the whole extent of the events, not only the time of the query.
            parts: of "heading", "filter", "legend", "uncertainty", "headers", "tracks", "sources", "date" and
                "page-numbers", which are there by themselves, and "numbers", "appendix" and "now", a line at today.
            rows: into how many strips the time is folded.
            text_size: of the titles of events, pt; None for what suits the paper.
            font: an installed family, "" for the one that comes along.
            today: the day that "now" marks and relative words count from; None for that of the clock.

        Raises:
            ViewerError: one of these cannot be, or there is no room.
        """
        seen, day = self._seen, today or datetime.now().astimezone().date()
        lanes = lanes or (seen.lanes_by if seen else "country")
        for name, given, known in (("lanes", [lanes], LANES_BY), ("theme", [theme], THEMES), ("parts", parts, _PARTS)):
            _check(name, given, known)
        width, height = _size(size)
        _application()
        request = PictureRequest(
            Path("picture.svg"),
            query=self._query,
            span=span_called(show, day) if show else seen.span if seen else None,
            whole=whole,
            lanes_by=lanes,
            width=width,
            height=height,
            theme=theme,
            title=title,
            subtitle=subtitle,
            parts=frozenset(parts),
            rows=rows,
            text_size=usual_text(width, height) if text_size is None else text_size,
            font=font,
            today=day,
        )
        return Picture(self._store, plan_of(request, self._file.name))

    @cached_property
    def _mask(self) -> NDArray[np.bool_]:
        return self._store.matching(self._query)


class Picture:
    """A picture of a chronology; shows itself in a notebook."""

    def __init__(self, store: FrameStore, plan: Plan) -> None:
        self._store, self._plan = store, plan
        self._made = compose(store, plan)

    def __repr__(self) -> str:
        return f"<picture: {self._made.description}>"

    def save(self, path: str | Path, *, dpi: int = BASE_DPI, tiles: str = "", force: bool = False) -> Path:
        """Write it as ``.png``, ``.svg``, ``.pdf`` or ``.html``; the path.

        Args:
            path: its ending says which.
            dpi: of a PNG.
            tiles: size of the sheets, such as "a4", that a PDF is spread over, to be put together to a poster.
            force: replace an existing file.

        Raises:
            FileProblem: it exists and ``force`` is not given, or it cannot be written.
            ViewerError: an image of that many ``dpi`` would be too large; only a PDF has tiles.
        """
        target, made = Path(path), self._made
        web = target.suffix.lower() == ".html"
        if tiles and target.suffix.lower() != ".pdf":
            raise QueryError(f"{path} can have one page only.", "Tiles take a PDF.")
        if tiles or web:
            made = compose(self._store, replace(self._plan, tiles=tiles, web=web))
        save(made, target, dpi=dpi, force=force, theme=self._plan.order.theme)
        return target

    def _repr_svg_(self) -> str:
        return svg(self._made.pages[0]).decode()

    def _repr_png_(self) -> bytes:
        return png(self._made.pages[0], 2 * BASE_DPI)


_PARTS = (*PARTS, *EXTRAS)


def open(path: str | Path | None = None) -> Chronology:  # noqa: A001 - read as viewer.open
    """A chronology from a file, or the bundled one.

    Raises:
        FileProblem: nothing of the file can be read.
    """
    file = bundled("data/events.json") if path is None else Path(path)
    table = read(file)
    return Chronology(table, FrameStore(table), Query(), file)


@cache
def _application() -> object:
    """Qt wants an application to measure text; one of ours never looks for a display."""
    return QGuiApplication.instance() or QGuiApplication(["viewer", "-platform", "offscreen"])


def _size(size: str | tuple[int, int]) -> tuple[int, int]:
    width, height = page_size(size) if isinstance(size, str) else size
    check_size(width, height)
    return width, height


def _check(name: str, given: Sequence[str], known: Sequence[str]) -> None:
    if unknown := next((one for one in given if one not in known), None):
        raise QueryError(f"{name}: “{unknown}” is no choice.", f"Use one of: {', '.join(known)}.")


def _instants(events: pd.DataFrame, column: str) -> NDArray[np.datetime64]:
    seconds = events[column].to_numpy()
    unknown = ~events["dated"].to_numpy() | (seconds <= DISTANT_PAST) | (seconds >= DISTANT_FUTURE)
    made = seconds.astype("datetime64[s]")
    made[unknown] = np.datetime64("NaT")
    return made


def _tuples(frame: pd.DataFrame, column: str, rows: pd.Index) -> list[tuple[str, ...]]:
    """The values of a column for each of some rows of the table."""
    wanted = frame[frame["row"].isin(rows)]
    grouped: dict[int, list[str]] = {}
    for row, value in zip(wanted["row"].tolist(), wanted[column].tolist(), strict=True):
        grouped.setdefault(row, []).append(str(value))
    return [tuple(grouped.get(row, ())) for row in rows.tolist()]
