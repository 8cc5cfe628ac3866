"""Reference images: ``pytest tests/pictures --update-pictures`` draws them anew; look at them before committing."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

REFERENCE = Path(__file__).parent / "reference"
PER_PIXEL, SHARE = 48, 0.005  # a channel may differ so much in so many of the pixels: edges of letters


def pytest_addoption(parser):
    """The one option."""
    parser.addoption("--update-pictures", action="store_true", help="draw the reference images anew")


def _array(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[:, :, :3].astype(int)


@pytest.fixture
def looks_like(request, tmp_path):
    """A function from an image and a name that compares with the reference of that name."""

    def compare(image: QImage, name: str) -> None:
        path = REFERENCE / f"{name}.png"
        if request.config.getoption("--update-pictures", default=False):
            REFERENCE.mkdir(exist_ok=True)
            assert image.save(str(path))
            return
        wanted = QImage(str(path))
        assert not wanted.isNull(), f"{path} is missing: run with --update-pictures"
        assert wanted.size() == image.size()
        off = (np.abs(_array(image) - _array(wanted)) > PER_PIXEL).any(axis=2).mean()
        if off > SHARE:
            image.save(str(tmp_path / f"{name}.png"))
        assert off <= SHARE, f"{off:.2%} of the pixels differ; the new picture is {tmp_path / name}.png"

    return compare
