"""No text of a picture is cut or covered, and no title stands without its mark: read back from the files themselves."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.pictures.boxes import Drawn, covered, drawn, without_a_mark, words_of_pdf
from viewer.bundled import bundled
from viewer.session.opening import open_store
from viewer.session.paper import page_size, usual_text
from viewer.ui.document import Document, document
from viewer.ui.picture_files import pdf, svg
from viewer.ui.pictures import Order

WHOLE = Order(file="events.json")
NEAR = 20.0  # px between a title and the centre of its mark, at most


def made(file: Path, size: str, *, lanes: str, parts: frozenset[str] = frozenset(), **more: int) -> Document:
    """A document of a whole file on paper of that name, as the command line makes it."""
    store, (width, height) = open_store(file, lambda _share: None), page_size(size)
    order = replace(WHOLE, width=width, height=height, lanes_by=lanes, parts=WHOLE.parts | parts)
    return document(store, order, text_size=usual_text(width, height), **more)


def check(page: Document) -> None:
    """Everything that can be told from the SVG of a first page."""
    picture = drawn(svg(page.pages[0]))
    assert len(picture.words) > 10
    assert not [words.text for words in picture.words if not picture.page.contains(words.box)]
    cut = [w.text for w in picture.words if w.clip and not w.clip.adjusted(-1, -1, 1, 1).contains(w.box)]
    assert not cut
    assert not covered([(words.text, words.box) for words in picture.words])
    assert not without_a_mark(picture, NEAR * usual_text(page.pages[0].width, page.pages[0].height) / 9.75)
    assert any(words.text == "3 more events, not drawn" for words in picture.words) or not any(
        words.layer.startswith("groups") for words in picture.words
    )


@pytest.mark.parametrize(
    ("size", "lanes", "more"),
    [
        ("a4", "country", {}),
        ("a4-portrait", "organisation", {}),
        ("slide-16x9", "quad", {}),
        ("a3", "none", {"rows": 3}),
        ("a0", "none", {"rows": 3}),
        ("a5", "category", {}),
    ],
)
def test_the_bundled_chronology(qapp, size, lanes, more):
    """In several sizes and arrangements."""
    check(made(bundled("data/events.json"), size, lanes=lanes, **more))


@pytest.mark.parametrize(
    ("name", "size", "lanes"),
    [
        ("ucdp/ucdp-peace-agreements-221.csv", "a4", "country"),
        ("unsc/unsc_vetoes_1946_sept2022.csv", "a4-portrait", "country"),
        ("us_state_dept/travels/acheson-dean-gooderham.xml", "slide-16x9", "none"),
        ("battles/battles.csv", "a4", "none"),
    ],
)
def test_files_of_others(qapp, shared_data, name, size, lanes):
    """Long titles, shouted ones, many at one instant."""
    check(made(shared_data(name), size, lanes=lanes))


def test_scripts_and_directions(qapp, tmp_path):
    """A title is one text of the SVG, its letters in logical order; one from right to left stands where it should."""
    titles = [
        "ועידת הפסגה ה-3 (טיוטה)",
        "قمة مجلس التعاون (45) 2024",
        "2025年6月13日以色列对伊朗发动空袭",
        "Peace 🕊 talks",
        "~rtl:41",
    ]
    events = [
        {"id": f"e{n}", "title": title, "date": f"20{10 + n}-05-17", "category": "agree"}
        for n, title in enumerate(titles)
    ]
    (tmp_path / "a.json").write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": events}))
    page = made(tmp_path / "a.json", "a4", lanes="none")
    check(page)
    found = {words.text for words in drawn(svg(page.pages[0])).words}
    assert set(titles) <= found


def test_low_strips_stand_clear_of_one_another(qapp, shared_data):
    """Three on a slide, each lower than any page may be."""
    check(made(shared_data("ucdp/ucdp-peace-agreements-221.csv"), "slide-16x9", lanes="none", rows=3))


def test_the_checks_see_what_is_wrong(qapp):
    """A title that is moved is lost to its mark, or stands on another."""
    page = made(bundled("data/events.json"), "a4", lanes="country").pages[0]
    picture = drawn(svg(page))
    of = next(n for n, words in enumerate(picture.words) if words.text.startswith("Shanghai Cooperation"))

    def moved(across: float, down: float = 0) -> Drawn:
        box = picture.words[of].box.translated(across, down)
        words = [*picture.words[:of], replace(picture.words[of], box=box), *picture.words[of + 1 :]]
        return replace(picture, words=tuple(words))

    assert without_a_mark(moved(-90), NEAR) == without_a_mark(moved(0, 9), NEAR) == [picture.words[of].text]
    other = picture.words[of + 1].box.center() - picture.words[of].box.center()
    assert len(covered([(words.text, words.box) for words in moved(other.x(), other.y()).words])) == 1


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
@pytest.mark.parametrize("more", [{}, {"pages": 2, "parts": frozenset({"numbers", "appendix"})}])
def test_a_pdf(qapp, more):
    """The same as another program reads it, the appendix included."""
    for (_, page), *words in words_of_pdf(pdf(made(bundled("data/events.json"), "a4", lanes="category", **more))):
        assert len(words) > 50
        assert not [text for text, box in words if not page.contains(box)]
        assert not covered(words)
