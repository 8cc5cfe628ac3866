"""Equal pictures are equal files, on a bare machine as well."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_pictures_are_the_same_bytes_in_any_process(tmp_path):
    """Whatever the seed of hashing and the day: PNG, SVG, PDF and HTML; two commands make two equal files."""
    found = []
    for seed in ("0", "271828"):
        folder = tmp_path / seed
        folder.mkdir()
        recipe = "\n".join(
            f'[[picture]]\noutput = "{seed}/a.{ending}"\nsize = "a5"\nrows = {rows}\nlanes = "{lanes}"\n'
            for ending, rows, lanes in (
                ("png", 1, "country"),
                ("svg", 2, "none"),
                ("pdf", 1, "quad"),
                ("html", 1, "quad"),
            )
        )
        (tmp_path / "recipe.toml").write_text(recipe)
        command = [sys.executable, "-m", "viewer", "export", "--recipe", str(tmp_path / "recipe.toml")]
        # Without a display, and without a home.
        bare = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, check=True, cwd=tmp_path, env=bare, timeout=60)
        found.append({path.suffix: _without_date(path.read_bytes()) for path in sorted(folder.iterdir())})
    assert len(found[0]) == 4
    assert found[0] == found[1]


def _without_date(document: bytes) -> bytes:
    """A PDF says when it was made, in two ways; the others say nothing of it."""
    return re.sub(rb'\(D:\d{14}|:\w+Date="[^"]*', b"", document)
