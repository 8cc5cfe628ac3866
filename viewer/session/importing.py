"""A stranger's table on its way in: what was looked at, the mapping as it stands, and what its first rows become.

    open(…) ──► "unmapped" ──► Import: look, change, preview … ──► finish() ──► open(…) by the mapping

Everything that takes time is worked out elsewhere; the document that is open stays until the new one is there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.events.problems import foreseen
from viewer.events.records import EventRecord, event_of
from viewer.events.table import EventTable
from viewer.events.vocabulary import label_of, name_of
from viewer.events.wording import in_words
from viewer.formats import foreign
from viewer.formats.foreign import Sheet
from viewer.formats.guessing import Guess, Question
from viewer.formats.mapped_names import Unknown
from viewer.formats.mapping import Mapping
from viewer.formats.progress import Done, Progress
from viewer.session.loader import Answer, GivenUp
from viewer.session.opening import Mapped, Unmapped
from viewer.session.session import Session
from viewer.store.frame import FrameStore

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One event as it will be, in words; ``number`` is its row in the file."""

    number: int
    title: str
    when: str
    who: str
    category: str
    problems: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows, and a sentence on all that were looked at."""

    rows: tuple[PreviewRow, ...]
    sentence: str


def ask_for(session: Session, path: Path) -> None:
    """Look into a file and let its columns be mapped, whether it explains itself or not."""

    def look(path: Path, progress: Progress) -> Unmapped:
        sheet = foreign.inspect(path, saved=session.mappings, progress=progress)
        return Unmapped(sheet, sheet.guess.mapping)

    session.open(path, "import", opener=look)


def ask_for_pasted(session: Session, text: str) -> None:
    """The same for cells from the clipboard."""

    def look(_path: Path, _progress: Progress) -> Unmapped:
        sheet = foreign.inspect_pasted(text, saved=session.mappings)
        return Unmapped(sheet, sheet.guess.mapping)

    session.open(Path(), "import", opener=look)


def ask_again(session: Session) -> None:
    """Let the columns of the open table be mapped anew; does nothing where the facts came otherwise."""
    mapped = session.mapped
    if mapped is not None:
        session.open(
            session.path or Path(), "import", opener=lambda _path, _tell: Unmapped(mapped.sheet, mapped.mapping)
        )


class Import:
    """One table on its way in.

    Attributes:
        sheet: what was looked at.
        mapping: as it stands.
        preview: what its first rows become.
        proposals: other mappings to begin with.
        names: those without a code in the whole table, whatever was answered before.
        looked: another look at the file.
        fault: why one of these could not be worked out, None when all could.

    ``heed`` is called with the name of whatever is new: "preview", "proposals", "names" or "sheet".
    """

    def __init__(self, session: Session, asked: Unmapped, heed: Callable[[str], None]) -> None:
        self.sheet, self.mapping = asked.sheet, asked.mapping
        self._session = session
        self._heed = heed
        self._header = asked.sheet.header if asked.sheet.headed else ()
        desk = replace(session.desk, report=lambda _error: None, arrived=self._arrived)
        self.preview: Answer[Preview] = Answer("preview", desk)
        self.proposals: Answer[tuple[Guess, ...]] = Answer("proposals", desk)
        self.names: Answer[tuple[Unknown, ...]] = Answer("names", desk)
        self.looked: Answer[Sheet] = Answer("sheet", desk)
        self._stopped = False
        self._tries = 0
        self._headed = asked.mapping.headed
        self._begun = False

    def begin(self) -> None:
        """Work out the preview from now on; not before there is something to show it."""
        self._begun = True
        self._ask()

    @property
    def fault(self) -> Exception | None:
        """See the class."""
        answers = (self.looked, self.preview, self.names, self.proposals)
        return next((answer.error for answer in answers if answer.error is not None), None)

    @property
    def looking(self) -> bool:
        """Whether another table of the file is being looked at; until that is done nothing can be opened."""
        return self.looked.since is not None

    @property
    def can_keep(self) -> bool:
        """Whether the table can be known again: it has a header."""
        return bool(self._header)

    @property
    def questions(self) -> Iterator[Question]:
        """What is still open."""
        asked = False
        for question in self.sheet.guess.questions:
            if question.field == "order":
                whens = (self.mapping.start, self.mapping.end)
                if not asked and any(when.columns == (question.column,) and not when.order for when in whens):
                    asked = True  # one answer is for all columns: a table is written in one way
                    yield question
            elif question.field == "part" and not self.mapping.part:
                count, part = len(self.sheet.parts), self.sheet.part
                yield Question("part", "", f"This is “{part}”, one of {count:,} tables. Another can be chosen above.")
        guess = self.sheet.guess
        if not guess.certain and not guess.questions and self.mapping.to_json() == guess.mapping.to_json():
            yield Question("", "", "Not every column is clear. Please check what was guessed.")
        if not self.mapping.start.columns:
            yield Question("start", "", "Which column holds the date?")
        if not self.mapping.title:
            yield Question("title", "", "Which column names the event?")

    def change(self, mapping: Mapping) -> None:
        """Take another mapping; the preview follows."""
        if mapping != self.mapping:
            self.mapping = mapping
            self._ask()

    def look(self, *, part: str, headed: bool | None) -> None:
        """Look at another table of the file, or with another opinion about its header."""
        sheet, saved = self.sheet, self._session.mappings
        self._tries += 1
        self._headed = headed
        self.looked.ask(
            self._tries,
            lambda: foreign.look_again(sheet, part=part, headed=headed, saved=saved, progress=self._go_on),
            at_once=False,
        )

    def ask_names(self) -> None:
        """Look for names without a code in the whole table."""
        sheet, mapping = self.sheet, self.mapping
        self.names.ask(
            (id(sheet), mapping.who, mapping.category, mapping.sentinels),
            lambda: foreign.unknown_names(sheet, mapping, self._go_on),
            at_once=False,
        )

    def keep(self, name: str) -> None:
        """Save the mapping under a name for tables with this header; raises FileProblem."""
        self.mapping = replace(self.mapping, name=name)
        self._session.mappings.save(self._header, self.mapping)

    def finish(self) -> None:
        """Read the whole table by the mapping, in place of what is open."""
        sheet, mapping = self.sheet, self.mapping

        def read(_path: Path, progress: Progress) -> Mapped:
            return Mapped(FrameStore(foreign.read_sheet(sheet, mapping, progress)), sheet, mapping)

        self.stop()
        self._session.open(sheet.path or Path(), "import", opener=read)

    def stop(self) -> None:
        """Want nothing more."""
        self._stopped = True
        self._heed = lambda _name: None
        for answer in (self.preview, self.proposals, self.names, self.looked):
            answer.cancel()

    def _go_on(self, _done: Done) -> None:
        """End work under way that nobody waits for any more."""
        if self._stopped:
            raise GivenUp

    def _ask(self) -> None:
        if not self._begun:
            return
        sheet, mapping, saved = self.sheet, self.mapping, self._session.mappings
        self.preview.ask((id(sheet), repr(mapping)), lambda: previewed(sheet, mapping), at_once=False)
        self.proposals.ask(id(sheet), lambda: foreign.proposals(sheet, saved), at_once=False)

    def _arrived(self, name: str) -> None:
        if name == "sheet" and self.looked.error is None and self.looked.value:
            self.sheet = self.looked.value
            several = self.sheet.part if len(self.sheet.parts) > 1 else ""
            self.mapping = replace(self.sheet.guess.mapping, part=several, headed=self._headed)
            self.names.forget()
            self._ask()
        self._heed(name)


def previewed(sheet: Sheet, mapping: Mapping) -> Preview:
    """What the sample becomes by a mapping, in words."""
    table = foreign.preview(sheet, mapping)
    numbers = sheet.sample.numbers[:_SHOWN].tolist()
    said: dict[int, list[str]] = {}
    for problem in table.problems:
        said.setdefault(problem.row, []).append(f"{problem.field}: {problem.message}")
    rows = tuple(
        _row(number, record, table, said.get(number, ()))
        for number, record in zip(numbers, table.records(), strict=False)
    )
    return Preview(rows, foreseen(len(table), table.problems, more=table.read == foreign.SAMPLE))


def _row(number: int, record: EventRecord, table: EventTable, problems: Sequence[str]) -> PreviewRow:
    event = event_of(record)
    declared = {body.code: body.name for body in table.organisations}
    names = (declared.get(party.code) or name_of(party.kind, party.code) for party in event.participants)
    return PreviewRow(
        number,
        event.title,
        in_words(event.date, brief=True) if event.date else "",
        ", ".join(dict.fromkeys(names)),
        label_of("category", event.category),
        " ".join(problems),
    )
