"""A few hundred damaged files; ``tests/benchmarks/fuzz.py`` runs a hundred thousand."""

import random
from contextlib import suppress
from importlib import import_module

import pytest

from tests.benchmarks import fuzz
from viewer.errors import FileProblem


@pytest.mark.parametrize("name", fuzz.READERS)
def test_damaged_files_open_or_are_refused(name, tmp_path):
    """No damage makes a reader fail in any way but the one that is told to the user."""
    chance, seeds, read = random.Random(name), fuzz.seeds(name)[:40], import_module(f"viewer.formats.{name}").read
    path = tmp_path / f"x.{fuzz.READERS[name][0]}"
    opened = 0
    for change in (fuzz.damaged, fuzz.twisted) * 20:
        path.write_bytes(change(chance.choice(seeds), chance, seeds))
        with suppress(FileProblem):
            opened += len(read(path, None)) > 0
    assert opened
