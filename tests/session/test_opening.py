"""Which files are read while the reader waits."""

from viewer.session import opening


def test_a_small_file_is_read_at_once_and_a_large_one_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "SMALL", 3)
    (tmp_path / "small").write_text("abc")
    (tmp_path / "large").write_text("abcd")
    assert opening.is_small(tmp_path / "small")
    assert not opening.is_small(tmp_path / "large")


def test_a_file_that_is_not_there_fails_at_once(tmp_path):
    assert opening.is_small(tmp_path / "missing")
