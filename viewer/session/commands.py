"""Everything the reader can do, as one literal table: menus, tool bar, keys, palette, key sheet and tests read it.

A command either changes the session (``run``), or needs the window to perform it (``needs``), never both.
"""

from functools import partial

from viewer.bundled import bundled
from viewer.session import moves, refreshing, walking
from viewer.session.command import Command
from viewer.session.session import Session


def _has_store(session: Session) -> bool:
    return session.store is not None


def _has_span(session: Session) -> bool:
    return session.span is not None


def _has_selection(session: Session) -> bool:
    return session.view.selection is not None


def _is_placed(session: Session) -> bool:
    return walking.place_of(session, session.view.selection) is not None


def _open_sample(session: Session) -> None:
    session.open(bundled("data/events.json"), "file.open-sample")


def _lanes(by: str, title: str, key: str, tip: str, *, apart: bool = False) -> Command:
    return Command(
        f"view.lanes-{by}",
        title,
        "View/Lanes",
        (key,),
        tip,
        partial(moves.arrange, lanes_by=by),
        _has_store,
        lambda session: session.view.lanes_by == by,
        apart=apart,
    )


def _theme(name: str, title: str, tip: str) -> Command:
    return Command(
        f"view.theme-{name}",
        title,
        "View/Theme",
        (),
        tip,
        lambda session: session.set("theme", name),
        checked=lambda session: session.settings["theme"] == name,
    )


def _panel(name: str, title: str, key: str, tip: str, *, apart: bool = False) -> Command:
    setting = f"show_{name}"
    return Command(
        f"view.{name}",
        title,
        "View",
        (key,),
        tip,
        lambda session: session.set(setting, not session.settings[setting]),
        checked=lambda session: bool(session.settings[setting]),
        apart=apart,
    )


def _unit(unit: str, title: str, key: str, *, apart: bool = False) -> Command:
    tip = f"Show about a dozen {unit} around the selected event."
    return Command(
        f"view.{unit}", title, "View", (key,), tip, partial(moves.show_unit, unit=unit), _has_span, apart=apart
    )


def _related(id_: str, title: str, key: str, tip: str, step: int) -> Command:
    walk = partial(walking.step_to_related, step=step)
    return Command(id_, title, "Go", (key,), tip, walk, lambda session: walking.related(session, step) is not None)


_FILE = (
    Command("file.open", "Open…", "File", ("Ctrl+O",), "Open a file of events.", needs="dialog"),
    Command(
        "file.reload",
        "Reload",
        "File",
        ("F5",),
        "Read the open file again, keep the view, and say what has changed.",
        refreshing.reload,
        lambda session: session.path is not None,
    ),
    Command(
        "file.changes",
        "Changes in the file…",
        "File",
        (),
        "List what was added, changed and removed when the file was read again.",
        when=refreshing.has_changes,
        needs="dialog",
    ),
    Command(
        "file.open-mapped",
        "Open with a mapping…",
        "File",
        ("Ctrl+Shift+M",),
        "Open a table and say which of its columns is what.",
        needs="dialog",
    ),
    Command("file.open-sample", "Open the sample", "File", (), "Open the bundled chronology.", _open_sample),
    Command(
        "file.problems",
        "Problems in the file…",
        "File",
        (),
        "List the rows of the file that had problems, and what to do about them.",
        when=lambda session: bool(session.problems),
        needs="dialog",
    ),
    Command(
        "file.names",
        "Columns and unknown names…",
        "File",
        (),
        "Change what the columns of the open table are, and say what names nobody knows stand for.",
        when=lambda session: session.mapped is not None,
        needs="dialog",
    ),
    Command(
        "file.duplicates",
        "Find duplicates…",
        "File",
        (),
        "List the events that look alike, and merge them or keep both; the file stays as it is.",
        when=_has_store,
        needs="dialog",
    ),
    Command(
        "file.export-image",
        "Export…",
        "File",
        ("Ctrl+E",),
        "Save the timeline as a picture, or its events as a table.",
        when=_has_span,
        needs="dialog",
        apart=True,
    ),
    Command(
        "file.copy-image",
        "Copy image",
        "File",
        ("Ctrl+Shift+C",),
        "Copy the timeline as it stands to the clipboard.",
        when=_has_span,
        needs="clipboard",
    ),
    Command(
        "file.print",
        "Print…",
        "File",
        ("Ctrl+P",),
        "Print the timeline as it stands, on one page or as a poster over sheets, after a preview.",
        when=_has_span,
        needs="dialog",
    ),
    Command("file.quit", "Quit", "File", ("Ctrl+Q",), "Leave; what you look at is kept.", needs="window", apart=True),
)

_EDIT = (
    Command(
        "edit.paste",
        "Paste events…",
        "Edit",
        ("Ctrl+V",),
        "Open the cells of a spreadsheet that are on the clipboard.",
        needs="dialog",
    ),
    Command(
        "edit.search",
        "Search",
        "Edit",
        ("/", "Ctrl+F"),
        "Look for words in titles, summaries, places and sources.",
        when=_has_store,
        needs="window",
    ),
    Command(
        "edit.clear-filters",
        "Clear all filters",
        "Edit",
        ("Ctrl+Backspace",),
        "Show every event again.",
        moves.clear_filters,
        lambda session: not session.view.query.is_empty,
    ),
    Command(
        "edit.copy-citation",
        "Copy citation",
        "Edit",
        ("Ctrl+Alt+C",),
        "Copy the selected event with its date and sources as text.",
        when=_has_selection,
        needs="clipboard",
        apart=True,
    ),
    Command(
        "edit.preferences",
        "Preferences…",
        "Edit",
        ("Ctrl+,",),
        "Theme, mouse wheel, and which panels are shown.",
        needs="dialog",
        apart=True,
    ),
)

_VIEW = (
    Command(
        "view.zoom-in",
        "Zoom in",
        "View",
        ("+", "=", "W", "Ctrl++"),
        "Show less time, in more detail.",
        partial(moves.zoom, factor=1 / moves.STEP),
        _has_span,
        held=True,
    ),
    Command(
        "view.zoom-out",
        "Zoom out",
        "View",
        ("-", "S", "Ctrl+-"),
        "Show more time, in less detail.",
        partial(moves.zoom, factor=moves.STEP),
        _has_span,
        held=True,
    ),
    Command(
        "view.pan-left",
        "Earlier",
        "View",
        ("Left", "A"),
        "Move towards the past.",
        partial(moves.pan, share=-moves.SHARE),
        _has_span,
        held=True,
    ),
    Command(
        "view.pan-right",
        "Later",
        "View",
        ("Right", "D"),
        "Move towards the future.",
        partial(moves.pan, share=moves.SHARE),
        _has_span,
        held=True,
    ),
    Command(
        "view.fit-all",
        "Fit everything",
        "View",
        ("Home", "0"),
        "Show the whole extent of the events.",
        partial(moves.show_span, span=None),
        _has_span,
        apart=True,
    ),
    Command(
        "view.focus",
        "Focus the selected event",
        "View",
        ("F",),
        "Bring the selected event to the middle; once more fits it.",
        moves.focus,
        _is_placed,
    ),
    _unit("years", "Years", "Y", apart=True),
    _unit("months", "Months", "M"),
    _unit("weeks", "Weeks", "Shift+W"),
    _lanes("country", "By country", "Ctrl+1", "One lane for each country."),
    _lanes("organisation", "By organisation", "Ctrl+2", "One lane for each organisation."),
    _lanes("category", "By category", "Ctrl+3", "One lane for each category of event."),
    _lanes("quad", "By cooperation and conflict", "Ctrl+4", "One lane for each class of cooperation or conflict."),
    _lanes("tag", "By tag", "Ctrl+6", "One lane for each tag, such as a topic or a category of the file itself."),
    _lanes("none", "One lane", "Ctrl+5", "All events in one lane.", apart=True),
    _theme("system", "Like the system", "Follow the light or dark setting of the system."),
    _theme("light", "Light", "Dark on light."),
    _theme("dark", "Dark", "Light on dark."),
    _panel("filters", "Filters", "Ctrl+Shift+F", "Show or hide the filters at the left.", apart=True),
    _panel("details", "Details", "Ctrl+Shift+D", "Show or hide the selected event at the right."),
    _panel("overview", "Overview", "Ctrl+Shift+O", "Show or hide the strip with the whole extent."),
    _panel("tracks", "Indicators", "Ctrl+Shift+I", "Show or hide the numbers over time below the lanes."),
    Command("view.full-screen", "Full screen", "View", ("F11",), "Use the whole screen.", needs="window", apart=True),
)

_GO = (
    Command(
        "go.back",
        "Back",
        "Go",
        ("Alt+Left",),
        "Return to the view before.",
        Session.back,
        lambda session: session.history.can_go_back,
    ),
    Command(
        "go.forward",
        "Forward",
        "Go",
        ("Alt+Right",),
        "Go on to the view you came back from.",
        Session.forward,
        lambda session: session.history.can_go_forward,
    ),
    Command("go.views", "Saved views…", "Go", ("Ctrl+D",), "Keep this view, or return to one.", needs="dialog"),
    Command(
        "go.next-event",
        "Next event in the lane",
        "Go",
        (".",),
        "Select the next event in the lane.",
        partial(walking.step_in_lane, step=1),
        _has_span,
        apart=True,
    ),
    Command(
        "go.previous-event",
        "Previous event in the lane",
        "Go",
        (",",),
        "Select the previous event in the lane.",
        partial(walking.step_in_lane, step=-1),
        _has_span,
    ),
    _related("go.follow-next", "Later related event", "]", "Select the related event that came after this one.", 1),
    _related("go.follow-previous", "Earlier related event", "[", "Select the related event that came before this.", -1),
    Command(
        "go.next-hit",
        "Next hit",
        "Go",
        ("F3", "Ctrl+G"),
        "Select the next event that matches the filters.",
        partial(walking.step_to_hit, step=1),
        _has_span,
        apart=True,
    ),
    Command(
        "go.previous-hit",
        "Previous hit",
        "Go",
        ("Shift+F3", "Ctrl+Shift+G"),
        "Select the previous event that matches the filters.",
        partial(walking.step_to_hit, step=-1),
        _has_span,
    ),
    Command(
        "go.undated",
        "Events without a date…",
        "Go",
        ("U",),
        "List the matching events that have no date, hence no place on the timeline.",
        when=walking.has_undated,
        needs="dialog",
        apart=True,
    ),
    Command("go.now", "Today", "Go", ("N",), "Bring the present to the middle.", moves.show_now, _has_span, apart=True),
    Command(
        "go.back-out",
        "Back out",
        "Go",
        ("Esc",),
        "Drop the chosen span, else the selection, else the filters.",
        moves.back_out,
        moves.can_back_out,
    ),
)

_HELP = (
    Command("help.palette", "All commands…", "Help", ("Ctrl+Shift+P",), "Find a command by its name.", needs="dialog"),
    Command("help.keys", "Keys…", "Help", ("?", "F1"), "Show all keys on one sheet.", needs="dialog"),
    Command(
        "help.about", "About…", "Help", (), "Version, licences, and the file that is open.", needs="dialog", apart=True
    ),
)

COMMANDS: tuple[Command, ...] = _FILE + _EDIT + _VIEW + _GO + _HELP

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
