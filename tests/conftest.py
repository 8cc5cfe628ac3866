"""Off-screen Qt, and the real files that tests read in place."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", deadline=None)  # a busy machine is no counter-example
settings.load_profile("house")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture
def shared_data():
    """A function from a name to the path of a real file nobody here wrote; skips where it is absent."""

    def path_of(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"{name} is not on this machine")
        return path

    return path_of
