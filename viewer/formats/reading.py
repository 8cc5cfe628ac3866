"""The bytes of a text file, or one clear message why they cannot be had.

Whatever is read here may have been written by anybody or be no text at all, and may change or vanish meanwhile.
"""

import codecs
import errno
import mmap
import os
import stat
from pathlib import Path

import pyarrow as pa

from viewer.errors import FileProblem
from viewer.formats.progress import Done, Progress

SIZE_LIMIT = 2**31
DIVIDE = "Divide it into several files."
_BLOCK = 2**22
_BEGINNING = 2**16
_SAVE_AS_UTF8 = "Open it in the program it came from, or in a text editor, and save it as UTF-8."
_UTF16_32 = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
}


class Contents:
    """The text of a file as UTF-8 in memory of its own, so that nobody can cut the file short under our hands.

    Attributes:
        path: where it came from.
        data: the bytes, without a byte order mark.
    """

    def __init__(self, path: Path, memory: mmap.mmap, begin: int, end: int) -> None:
        self.path = path
        self._memory = memory
        self._begin = begin
        self.data = memoryview(memory)[begin:end]

    def release(self, end: int) -> None:
        """Give the memory of the first ``end`` bytes back to the system; they read as zeros from then on."""
        pages = (self._begin + end) // mmap.PAGESIZE * mmap.PAGESIZE
        if pages and hasattr(mmap, "MADV_DONTNEED"):
            self._memory.madvise(mmap.MADV_DONTNEED, 0, pages)

    def place(self, offset: int) -> str:
        """Where a byte stands, such as "line 3, column 14"; columns count characters."""
        offset = min(max(offset, 0), len(self.data))
        line, begin = 1, 0
        for block in range(0, offset, _BLOCK):
            text = bytes(self.data[block : min(block + _BLOCK, offset)])
            if breaks := text.count(b"\n"):
                line += breaks
                begin = block + text.rfind(b"\n") + 1
        column = len(bytes(self.data[begin:offset]).decode("utf-8", "replace")) + 1
        return f"line {line:,}, column {column:,}"


def contents(
    path: Path, *, limit: int = SIZE_LIMIT, remedy: str = DIVIDE, progress: Progress | None = None
) -> Contents:
    """Read a text file.

    Args:
        path: a regular file.
        limit: bytes above which it is refused.
        remedy: what to do then.
        progress: told what is read; what it raises ends the reading.

    Raises:
        FileProblem: missing, a directory or device, empty, too large, not text, not UTF-8 (or UTF-16 or UTF-32 with
            a byte order mark), forbidden, gone, or cut short meanwhile.
    """
    return _as_utf8(path, *_memory(path, limit, remedy, progress))


def raw(path: Path, *, limit: int, progress: Progress | None = None) -> bytes:
    """The bytes of a file as they are; arguments and errors as of ``contents``, but for what the bytes mean."""
    memory, end = _memory(path, limit, DIVIDE, progress)
    return memory[:end]


def beginning(path: Path) -> bytes:
    """The first bytes of a file, from which it can be told what it is; raises FileProblem when there are none."""
    try:
        with os.fdopen(opened(path), "rb") as file:
            return file.read(_BEGINNING)
    except OSError as error:
        raise unreachable(path, error) from error


def _memory(path: Path, limit: int, remedy: str, progress: Progress | None) -> tuple[mmap.mmap, int]:
    """The file in memory, and where it ends there."""
    try:
        descriptor = opened(path)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            size = os.fstat(descriptor).st_size
            if size == 0:
                raise FileProblem(f"{path.name} is empty.", "Choose another file.")
            if size > limit:
                raise FileProblem(
                    f"{path.name} has {_size(size)}; files of its kind are read up to {_size(limit)}.",
                    remedy,
                )
            memory = mmap.mmap(-1, size)
            if _filled(file, memory, progress) < size:
                raise shortened(path)
            return memory, size
    except FileProblem:
        raise
    except OSError as error:
        raise unreachable(path, error) from error


def _size(count: int) -> str:
    return f"{count / 2**30:.1f} GiB" if count >= 2**30 else f"{count / 2**20:,.0f} MiB"


def unreachable(path: Path, error: OSError, doing: str = "read") -> FileProblem:
    """What the system said about a file, in words that help."""
    name, folder = path.name or str(path), path.parent
    known = {
        errno.ENOENT: (f"{path} does not exist.", "Check the name and the folder."),
        errno.ENOTDIR: (f"{path} does not exist.", "Check the name and the folder."),
        errno.EISDIR: (f"{path} is a folder.", "Choose a file in it."),
        errno.EACCES: (f"{name} may not be {doing}.", f"Change the permissions of the file or of {folder}."),
        errno.EPERM: (f"{name} may not be {doing}.", f"Change the permissions of the file or of {folder}."),
        errno.EROFS: (f"{folder} is read-only.", "Choose another folder."),
        errno.ENOSPC: (f"The disk of {folder} is full.", "Make room, or choose another folder."),
        errno.EDQUOT: (f"Your share of the disk of {folder} is used up.", "Make room, or choose another folder."),
        errno.ENAMETOOLONG: (f"{name[:60]}… is too long a name.", "Choose a shorter one."),
    }
    fallback = (f"{name} cannot be {doing}: {error.strerror or error}.", "Try again, or choose another file.")
    if doing == "written":
        known[errno.ENOENT] = known[errno.ENOTDIR] = (
            (f"{folder} takes no files.", "Choose another folder.")  # such as /proc
            if folder.is_dir()
            else (f"There is no folder {folder}.", "Make it, or choose another.")
        )
    message, hint = known.get(error.errno or 0, fallback)
    return FileProblem(message, hint, detail=repr(error))


def shortened(path: Path) -> FileProblem:
    """What to say of a file that ends before the place where it ended when it was opened."""
    return FileProblem(
        f"{path.name} became shorter while it was read.", "Open it once the program that writes it has finished."
    )


def opened(path: Path) -> int:
    """A descriptor of a regular file; nothing else is opened, since a pipe or device may block or act."""
    try:
        kind = path.stat().st_mode
    except ValueError as error:
        raise FileProblem(f"{path!r} is no name of a file.", "Check the name.") from error
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    if not stat.S_ISREG(kind):
        raise FileProblem(f"{path} is a device or a pipe, not a file.", "Save the data into a file and open that.")
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _filled(file: object, memory: mmap.mmap, progress: Progress | None) -> int:
    """Read until the memory is full or the file ends; the number of bytes read."""
    view, done = memoryview(memory), 0
    while done < len(view):
        count = file.readinto(view[done : done + _BLOCK])  # type: ignore[attr-defined]
        if not count:
            break
        done += count
        if progress:
            progress(Done(done / len(view)))
    view.release()
    return done


def _as_utf8(path: Path, memory: mmap.mmap, end: int) -> Contents:
    head = memory[:4096]
    for mark, name in _UTF16_32:
        if head.startswith(mark):
            return _transcoded(path, memory[:end], name)
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            raise FileProblem(f"{path.name} is {what}, not a chronology.", "Choose a JSON file of events.")
    begin = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    if head[:2] in (b"{\x00", b"[\x00", b"\x00{", b"\x00["):
        raise FileProblem(f"{path.name} seems to be UTF-16 without a byte order mark.", _SAVE_AS_UTF8)
    text = Contents(path, memory, begin, end)
    if b"\x00" in head[:end]:
        if any(head[:end]):
            raise FileProblem(f"{path.name} is not a text file.", "Choose a JSON file of events.")
        raise FileProblem(f"{path.name} holds nothing but zeros.", "It was damaged; fetch it again.")
    if not text.data:
        raise FileProblem(f"{path.name} is empty.", "Choose another file.")
    fault = None if _is_utf8(text.data) else _first_fault(text.data)
    if fault is not None:
        excerpt = bytes(text.data[max(0, fault - 50_000) : fault + 50_000])
        message = f"{path.name} is not UTF-8: {text.place(fault)} holds the byte {text.data[fault]:#04x}."
        raise FileProblem(f"{message} {_seems(excerpt)}".strip(), _SAVE_AS_UTF8)
    return text


def _transcoded(path: Path, data: bytes, name: str) -> Contents:
    try:
        encoded = data.decode(name).encode("utf-8")
    except UnicodeError as error:
        raise FileProblem(f"{path.name} is damaged {name.upper()} text.", _SAVE_AS_UTF8, detail=str(error)) from error
    if not encoded:
        raise FileProblem(f"{path.name} is empty.", "Choose another file.")
    memory = mmap.mmap(-1, len(encoded))
    memory[:] = encoded
    return Contents(path, memory, 0, len(encoded))


def _is_utf8(data: memoryview) -> bool:
    """Whether all is UTF-8; Arrow looks while other threads go on, and in a tenth of the time that decoding takes."""
    whole = pa.array([0, len(data)], pa.int64()).buffers()[1]
    try:
        pa.LargeStringArray.from_buffers(1, whole, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _first_fault(data: memoryview) -> int | None:
    """Offset of the first byte that is not UTF-8, None when all is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for begin in range(0, len(data), _BLOCK):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(data[begin : begin + _BLOCK], begin + _BLOCK >= len(data))
        except UnicodeDecodeError as error:
            return begin - pending + error.start
    return None


def _seems(excerpt: bytes) -> str:
    """The encoding the bytes are most likely in, as a sentence; "" when there is no telling."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - needed for faulty files only

    best = from_bytes(excerpt, cp_exclusion=["utf_8", "utf_16", "utf_32"]).best()
    if best is None:
        return ""
    western = {"cp1252", "latin_1", "iso8859_15", "cp1250", "mac_roman", "cp1254", "cp1257"}
    names = {"cp1251": "Windows-1251", "cp1256": "Windows-1256", "cp1255": "Windows-1255", "cp1253": "Windows-1253"}
    name = "Windows-1252" if best.encoding in western else names.get(best.encoding, best.encoding)
    return f"It seems to be {name}."
