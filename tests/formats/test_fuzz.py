"""A few hundred damaged files; ``tests/benchmarks/fuzz.py`` runs a hundred thousand."""

import random
from contextlib import suppress

import pytest

from tests.benchmarks import fuzz
from viewer.errors import FileProblem


@pytest.mark.parametrize("name", fuzz.READERS)
def test_damaged_files_open_or_are_refused(name, tmp_path):
    """No damage makes a reader fail in any way but the one that is told to the user."""
    chance, read = random.Random(name), fuzz.reader(name)
    path = tmp_path / f"x.{fuzz.READERS[name][1]}"
    opened = 0
    for _ in range(40):
        path.write_bytes(fuzz.changed(name, chance))
        with suppress(FileProblem):
            opened += len(read(path, None)) > 0
    assert opened or name == "xls"
