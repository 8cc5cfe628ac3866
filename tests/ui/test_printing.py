"""Printing, into a PDF instead of onto paper."""

import re
import shutil
import subprocess

import pytest
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget

from viewer.errors import ViewerError
from viewer.ui.on_screen import order_of
from viewer.ui.printing import PrintPreview, on_paper, pages_of, paint_on


def printed(printer, store, order, poster=""):
    paint_on(printer, pages_of(store, on_paper(printer, order), poster))


@pytest.fixture
def printer(tmp_path):
    """A printer that writes a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
@pytest.mark.parametrize("way", [QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait])
def test_the_page_fills_the_paper(sample, printer, tmp_path, way):
    """One page of A4 with the title and the lanes, either way round."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(way)
    printed(printer, sample.session.store, order_of(sample.session, "dark"))
    path = tmp_path / "printed.pdf"
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+1\b", told)
    sides = [float(side) for side in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told).groups()]
    wide, high = (842, 595) if way == QPageLayout.Orientation.Landscape else (595, 842)
    assert sides == [pytest.approx(wide, abs=1), pytest.approx(high, abs=1)]
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Pakistan, Russia and Iran" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
@pytest.mark.parametrize("way", [QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait])
def test_a_poster_is_spread_over_sheets_that_lie_as_the_paper_does(sample, printer, tmp_path, way):
    """A2 on A4: a sketch, then three rows of three; every sheet as large as the paper and numbered."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(way)
    printed(printer, sample.session.store, order_of(sample.session, "light"), "a2")
    path = tmp_path / "printed.pdf"
    told = subprocess.run(["pdfinfo", "-l", "99", path], capture_output=True, text=True, check=True).stdout
    sizes = {tuple(round(float(side)) for side in found) for found in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", told)}
    assert re.search(r"Pages:\s+10\b", told)
    assert sizes == {(842, 595) if way == QPageLayout.Orientation.Landscape else (595, 842)}
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert re.findall(r"sheet (\d) of 9", " ".join(text.split())) == list("123456789")


def test_a_poster_no_larger_than_the_paper_is_one_page(sample, printer, tmp_path):
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    printed(printer, sample.session.store, order_of(sample.session, "light"), "a3")
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 1


def test_paper_that_is_too_small_is_told(sample, printer):
    """A label printer gets a message, not a scribble."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A10))
    with pytest.raises(ViewerError, match="too small"):
        printed(printer, sample.session.store, order_of(sample.session, "light"))


def test_the_command_opens_a_preview(sample, qtbot):
    """Ctrl+P shows the page before anything is printed."""
    sample.actions_.perform("file.print")
    (preview,) = sample.findChildren(QPrintPreviewDialog)
    assert isinstance(preview, PrintPreview)
    qtbot.waitUntil(lambda: preview.isVisible() and preview.ready)
    pages = preview.findChildren(QPrintPreviewWidget)[0]
    assert pages.pageCount() == 1
    preview.poster.setCurrentText("Poster A3")
    qtbot.waitUntil(lambda: pages.pageCount() > 3)
    preview.close()


def test_what_is_printed_waits_for_no_preview(sample, qtbot, tmp_path):
    """A poster is composed in the background for the preview, and at once for the printer."""
    sample.actions_.perform("file.print")
    (preview,) = sample.findChildren(PrintPreview)
    preview.printer_.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    preview.printer_.setOutputFileName(str(tmp_path / "printed.pdf"))
    qtbot.waitUntil(lambda: preview.isVisible() and preview.ready)
    pages = preview.findChildren(QPrintPreviewWidget)[0]
    preview.poster.setCurrentText("Poster A2")
    assert not preview.ready
    assert pages.pageCount() == 1  # the former page stays
    pages.print_()
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") > 4
    qtbot.waitUntil(lambda: preview.ready)
    assert pages.pageCount() > 4
    preview.close()
