"""Pictures as files and as images: PNG, SVG, PDF and HTML, written whole or not at all."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QRectF, QSize, QSizeF, QUuid
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from viewer.errors import FileProblem, ViewerError
from viewer.formats.saving import replace
from viewer.session.paper import LARGEST
from viewer.ui.areas import Page
from viewer.ui.document import Document
from viewer.ui.layers import named
from viewer.ui.pdf_links import furnished
from viewer.ui.png import encoded
from viewer.ui.theme import ThemeName, load_theme
from viewer.ui.web_page import web_page

SUFFIXES = (".png", ".svg", ".pdf", ".html")
BASE_DPI = 96  # at which a px of a page is a px of an image
_MOST_BYTES = 2**30
_PDF_DPI = 1_200


def save(made: Document, path: Path, *, dpi: int = BASE_DPI, force: bool = False, theme: ThemeName = "light") -> None:
    """Write a document in the format of the path's suffix.

    Args:
        made: its pages; only a PDF has more than one.
        path: where to; ``.png``, ``.svg``, ``.pdf`` or ``.html``.
        dpi: resolution of a PNG, stored in it; its size in px is that of the page times dpi / 96.
        force: replace an existing file.
        theme: colours of what surrounds the picture in HTML.

    Raises:
        FileProblem: no such format, the file exists, the folder is missing, read-only or full.
        ViewerError: the image would be too large.
    """
    suffix, page = path.suffix.lower(), made.pages[0]
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise FileProblem(
            f"“{path.name}” is no picture this program can write.", f"Let the name end in one of {known}."
        )
    check_target(path, force=force)
    write = {
        ".png": lambda: png(page, dpi),
        ".svg": lambda: svg(page),
        ".pdf": lambda: pdf(made),
        ".html": lambda: web_page(made, svg(page), load_theme(theme)),
    }
    write_whole(path, [write[suffix]()])


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a folder, and an existing file unless it may be replaced; raises FileProblem."""
    if path.is_dir():
        raise FileProblem(f"“{path}” is a folder.", "Give the name of a file.")
    if path.exists() and not force:
        raise FileProblem(f"“{path}” exists already.", "Choose another name, or say that it may be replaced (--force).")


def image(picture: Page, dpi: int = BASE_DPI) -> QImage:
    """The picture as an image, for the clipboard for instance; raises ViewerError when it would be too large."""
    scale = dpi / BASE_DPI
    width, height = round(picture.width * scale), round(picture.height * scale)
    need = width * height * 3
    if not 24 <= dpi <= 2_400:
        raise ViewerError(f"{dpi} dpi is out of range.", "Choose between 24 and 2400 dpi.")
    if need > _MOST_BYTES or max(width, height) > LARGEST:
        raise ViewerError(
            f"A picture of {width:,} × {height:,} px would need {need / 1e9:.1f} GB of memory.",
            "Choose a smaller size or fewer dpi; SVG and PDF are sharp at any size.",
        )
    made = QImage(width, height, QImage.Format.Format_RGB888)  # as PNG has it: nothing to convert, a quarter less
    if made.isNull():
        raise ViewerError(
            f"There is not enough memory for a picture of {width:,} × {height:,} px.", "Choose a smaller one."
        )
    made.setDotsPerMeterX(round(dpi / 0.0254))
    made.setDotsPerMeterY(round(dpi / 0.0254))
    with QPainter(made) as painter:
        painter.scale(scale, scale)
        picture.paint(painter)
    return made


def png(picture: Page, dpi: int = BASE_DPI) -> bytes:
    """PNG with its resolution stored."""
    return encoded(image(picture, dpi), {"Title": picture.title, "Description": picture.description})


def svg(picture: Page) -> bytes:
    """SVG with real text; lengths are px."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(BASE_DPI)
    generator.setSize(QSize(picture.width, picture.height))
    generator.setViewBox(QRectF(0, 0, picture.width, picture.height))
    generator.setTitle(picture.title)
    generator.setDescription(picture.description)
    with QPainter(generator) as painter:
        picture.paint(painter)
    return named(_bytes(buffer))


def pdf(made: Document) -> bytes:
    """PDF with text that can be selected and searched, links to sources, and a bookmark for each page."""
    QHashSeed.setDeterministicGlobalSeed()  # Qt writes fonts in the order of a hash: equal pictures are equal files
    try:
        links, names = [sheet.areas() for sheet in made.pages], [sheet.name for sheet in made.pages]
        return furnished(_pdf_of_qt(made), links, names, made.pages[0].height, made.keywords)
    finally:
        QHashSeed.resetRandomGlobalSeed()


def _pdf_of_qt(made: Document) -> bytes:
    page, buffer = made.pages[0], QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    points = 72 / BASE_DPI
    writer.setPageSize(QPageSize(QSizeF(page.width * points, page.height * points), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(made.title)
    writer.setCreator("Diplomatic Timeline")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), made.description.encode()))
    with QPainter(writer) as painter:
        painter.scale(_PDF_DPI / BASE_DPI, _PDF_DPI / BASE_DPI)
        for number, sheet in enumerate(made.pages):
            if number:
                writer.newPage()
            sheet.paint(painter)
    return _bytes(buffer)


def _bytes(buffer: QBuffer) -> bytes:
    buffer.close()
    return bytes(buffer.data().data())


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, or leave everything as it was; raises FileProblem."""
    replace(path, pieces)
