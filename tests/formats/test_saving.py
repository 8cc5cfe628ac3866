"""Files are written whole or not at all, and stay what they were in all other respects."""

import errno
import os
import stat
from pathlib import Path

import pytest

from viewer.errors import FileProblem
from viewer.formats.saving import replace


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path):
    """Who could read it before still can, and nobody else."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace(path, [b"new", b"er"])
    assert path.read_bytes() == b"newer"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a"]


def test_a_new_file_has_the_permissions_of_any_other(tmp_path):
    """The mask of the user decides, not the privacy of a temporary file."""
    replace(tmp_path / "a", [b"x"])
    (tmp_path / "b").write_bytes(b"x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_link_stays_a_link(tmp_path):
    """What it leads to is replaced."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "real")
    replace(tmp_path / "link", [b"new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "real").read_bytes() == b"new"


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_failure_half_way_changes_nothing(tmp_path, fault):
    """The old file is whole, and nothing is left beside it."""

    def pieces():
        yield b"half"
        raise OSError(fault, os.strerror(fault))

    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileProblem) as caught:
        replace(tmp_path / "a", pieces())
    assert caught.value.hint
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_missing_folder_is_named(tmp_path):
    """The message is about the folder, not about the file that is yet to be."""
    with pytest.raises(FileProblem, match=r"There is no folder .*nowhere"):
        replace(tmp_path / "nowhere" / "a", [b"x"])


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no such folder on this system")
def test_a_folder_that_takes_no_files_is_not_called_missing():
    """What the system answers is the same."""
    with pytest.raises(FileProblem, match="/proc takes no files"):
        replace(Path("/proc/a"), [b"x"])


def test_a_circle_of_links_is_a_file_like_any_other(tmp_path):
    """It leads nowhere: no crash, and what is written is there."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    replace(tmp_path / "a", [b"x"])
    assert (tmp_path / "a").read_bytes() == b"x"
