"""Text files of any encoding, line by line: byte order mark, else UTF-8, else what the bytes look like.

A file that is nearly all UTF-8 keeps it, and its stray bytes are read as Windows-1252; the number of bytes that could
not be read as what the rest is written in is told.
"""

import codecs
import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from viewer.errors import FileProblem
from viewer.formats.progress import Done, Progress
from viewer.formats.reading import opened, shortened, unreachable

LINE_LIMIT = 2**24  # characters; a longer line is no table
TEXT_LIMIT = 2**32  # characters of a whole file, unpacked
BOMB_RATIO, BOMB_FREE = 100, 2**26  # what unpacks to more bytes than that, and to so many times its size, is a bomb
_BLOCK = 2**20
_SAMPLE = 2**17
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GZIP = b"\x1f\x8b"
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b")
_SINGLE_BYTE = ["cp1252", "latin_1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "koi8_r"]
_MULTI_BYTE = ["shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"]
_SPELLING = {"cp": "Windows-", "latin_1": "ISO 8859-1", "iso8859_2": "ISO 8859-2"}


@dataclass
class TextFile:
    """A text file about to be read.

    Attributes:
        path: where it is.
        encoding: what it is decoded with.
        size: its bytes when it was looked at.
        guessed: whether the encoding is a guess; a sentence about it, else "".
        strays: how many bytes were not of that encoding; complete once ``lines`` is exhausted.
    """

    path: Path
    encoding: str
    size: int
    guessed: str = ""
    strays: list[int] = field(default_factory=lambda: [0])

    def lines(self, progress: Progress | None = None) -> Iterator[str]:
        """Each line with its end as it stands.

        Raises:
            FileProblem: one is too long, or the file is damaged, a bomb, or became shorter while it was read.
        """
        file = _unpacked(self.path)
        with _guarded(self.path), file as (binary, done):
            if file.size < self.size:
                raise shortened(self.path)
            handler = _handler(self.strays)
            text = io.TextIOWrapper(binary, self.encoding, errors=handler, newline="")
            total = count = 0
            while line := text.readline(LINE_LIMIT):
                total += len(line)
                count += 1
                if len(line) >= LINE_LIMIT or total > TEXT_LIMIT:
                    raise FileProblem(
                        f"{self.path.name}: line {count:,} is longer than any line of a table.",
                        "Check that it is a table, with each record on a line of its own.",
                    )
                if count % 8192 == 0 or len(line) > _BLOCK:
                    share = done()
                    if progress:
                        progress(Done(share, count))
                yield line
            if done() < 1:
                raise shortened(self.path)


def text_file(path: Path, progress: Progress | None = None) -> TextFile:
    """Find out how a file is encoded, by reading it once; ``progress`` is told what is read.

    Raises:
        FileProblem: missing, no regular file, empty, forbidden, damaged, or no text.
    """
    file = _unpacked(path)
    with _guarded(path), file as (binary, done):
        head = binary.read(_SAMPLE)
        if not head:
            raise FileProblem(f"{path.name} is empty.", "Choose another file.")
        for mark, name in _MARKS:
            if head.startswith(mark):
                return TextFile(path, name, file.size)
        if name := _without_mark(head):
            return TextFile(path, name, file.size)
        if len(head.translate(None, _CONTROLS)) < len(head) * 0.95:
            raise FileProblem(f"{path.name} is not a text file.", "Choose a table, a calendar or a chronology.")
        fault, wide = _first_fault(head, binary, done, progress)
    if fault is None:
        return TextFile(path, "utf-8", file.size)
    if wide:
        return TextFile(path, "utf-8", file.size, "It is UTF-8 with stray bytes, which were read as Windows-1252.")
    encoding = _likely(fault)
    shown = encoding.replace("cp", "Windows-") if encoding.startswith("cp") else _SPELLING.get(encoding, encoding)
    return TextFile(path, encoding, file.size, f"It is not UTF-8; it was read as {shown}.")


def _without_mark(head: bytes) -> str:
    """UTF-16 shows by the zeros in every other byte of its ASCII."""
    even, odd = head[0:2000:2].count(0), head[1:2000:2].count(0)
    half = len(head[:2000]) // 2
    if half >= 4 and odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if half >= 4 and even > half * 0.7 and odd < half * 0.1 else ""


def _first_fault(
    head: bytes, rest: IO[bytes], done: Callable[[], float], progress: Progress | None
) -> tuple[bytes | None, bool]:
    """The bytes around the first that is not UTF-8, None when all are; and whether much before or there is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    block, wide = head, False
    while block:
        share = done()
        if progress:
            progress(Done(share))
        following = rest.read(_BLOCK)
        try:
            text = decoder.decode(block, not following)
            wide = wide or not text.isascii()
        except UnicodeDecodeError as error:
            good = len([c for c in block.decode("utf-8", "ignore") if not c.isascii()])
            bad = block.decode("utf-8", "replace").count("\ufffd")
            return block[max(0, error.start - 50_000) : error.start + 50_000], good > bad or (wide and bad < 1000)
        block = following
    return None, wide


def _likely(excerpt: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - needed for few files only

    best = from_bytes(excerpt, cp_isolation=_SINGLE_BYTE + _MULTI_BYTE).best()
    return best.encoding if best is not None and best.encoding not in ("latin_1", "cp1250", "cp1254") else "cp1252"


def _handler(strays: list[int]) -> str:
    """The name of an error handler that reads stray bytes as Windows-1252 and counts them."""

    def replaced(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        bad = error.object[error.start : error.end]
        strays[0] += len(bad)
        return bad.decode("cp1252", "replace"), error.end

    name = "stray-bytes"
    codecs.register_error(name, replaced)
    return name


class _guarded:  # noqa: N801 - reads as a statement
    """Turns what the system, gzip and the codecs say about a file into one message."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        name = self._path.name
        if isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error)):
            raise FileProblem(f"{name} is a damaged gzip archive.", "Fetch it again.", repr(error)) from error
        if isinstance(error, UnicodeError):
            raise FileProblem(f"{name} is damaged text.", "Save it as UTF-8.", repr(error)) from error
        if isinstance(error, OSError):
            raise unreachable(self._path, error) from error


class _Beginning(io.RawIOBase):
    """So many bytes of a file: another program may go on writing for ever."""

    def __init__(self, whole: io.FileIO, size: int) -> None:
        self._whole = whole
        self._size = size

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as there is something; how many bytes it was."""
        return self._whole.readinto(memoryview(buffer)[: max(0, self._size - self._whole.tell())]) or 0

    def tell(self) -> int:
        """The bytes read so far."""
        return self._whole.tell()

    def close(self) -> None:
        """Let go of the file."""
        self._whole.close()
        super().close()


class _unpacked:  # noqa: N801 - reads as a statement
    """A file's bytes, out of gzip when they are in it, and a function that tells the share read and refuses bombs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> tuple[IO[bytes], Callable[[], float]]:
        whole = io.FileIO(opened(self._path))
        size = os.fstat(whole.fileno()).st_size
        self._raw = io.BufferedReader(_Beginning(whole, size))
        self.size = max(size, 1)
        self._packed = self._raw.peek(2)[:2] == _GZIP
        self._stream: IO[bytes] = gzip.GzipFile(fileobj=self._raw) if self._packed else self._raw  # type: ignore[assignment]
        return self._stream, self._done

    def _done(self) -> float:
        read = self._raw.tell()
        if self._packed and self._stream.tell() > max(BOMB_FREE, BOMB_RATIO * read):
            said = f"{self._path.name} unpacks to more than {BOMB_RATIO} times its size, as no table does."
            raise FileProblem(said, "Unpack it, and look at what is in it.")
        return min(read / self.size, 1.0)

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._raw.close()
