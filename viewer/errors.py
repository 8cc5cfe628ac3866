"""Every failure the program knows how to explain.

    ViewerError            something the user can act on: one message, one hint
    ├── FileProblem        a file cannot be read or written
    ├── DateError          a date is not EDTF, or cannot be placed in time
    └── QueryError         a filter cannot be understood

Nothing below the user interface prints or pops up: it raises one of these.  Two doors catch them,
``ui/notices.py`` and ``cli.py``.  Bad *rows* of a file are not errors but ``events.problems.Problem``.
"""


class ViewerError(Exception):
    """A failure with a message for the user, a hint what to do, and technical detail for a report."""

    def __init__(self, message: str, hint: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class FileProblem(ViewerError):  # noqa: N818 - that is what it is to the user
    """A file cannot be read or written; the message names it."""


class DateError(ViewerError, ValueError):
    """A date is not valid EDTF, or lies outside the time that can be placed."""


class QueryError(ViewerError, ValueError):
    """A filter cannot be understood."""
