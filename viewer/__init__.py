"""Diplomatic Timeline: a desktop viewer for chronologies of diplomatic events.

For notebooks: ``viewer.open(path)`` gives a ``Chronology``; see ``viewer.notebook``, which is imported when first used.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.notebook import Chronology, Picture, open  # noqa: A004 - read as viewer.open

# Arrow reads this when it is first imported.  Its own allocators keep a quarter more memory than a million events need.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

__version__ = "0.1.0"
__all__ = ["Chronology", "Picture", "__version__", "open"]


def __getattr__(name: str) -> object:
    """The names of ``viewer.notebook``: they need Qt and pandas, which nobody waits for who only asks for help."""
    if name in __all__:
        from viewer import notebook  # noqa: PLC0415

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
