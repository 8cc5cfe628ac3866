"""The details say everything a file says of an event, as text."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from viewer.events.dates import parse
from viewer.events.event import AlternativeDate, Event, Participant, Place, Source
from viewer.events.query import FacetFilter, Query
from viewer.events.vocabulary import label_of
from viewer.session.answers import Details
from viewer.store.questions import Context, Link
from viewer.ui.citation import citation
from viewer.ui.details_page import DetailsPage, Hands, other_calendars
from viewer.ui.theme import load_theme

EVENT = Event(
    id="draft",
    title="Three states circulate a draft",
    date=parse("2025-06-22"),
    summary="They demanded a halt.\nNothing came of it.",
    date_note="New York time.",
    alternative_dates=(AlternativeDate(parse("2025-06-23"), "one agency, local time"),),
    category="consult",
    status="disputed",
    participants=(Participant("country", "IRN", "affected"), Participant("organisation", "UNSC", "host")),
    place=Place("New York"),
    tags=("war",),
    sources=(
        Source("Reuters", "Council meets", "https://example.org/a?b=1", "2025-06-22"),
        Source("APP", None, "javascript:alert(1)", None, "read at second hand"),
    ),
)


@pytest.fixture
def asked():
    """What the page asked for."""
    return []


@pytest.fixture
def page_of(qtbot, asked):
    """A function from an event (and links, and a query) to the page that shows it."""

    def show(event, links=(), query=Query()):  # noqa: B008
        kinds = ("go", "toggle", "open", "do")
        hands = Hands(*(lambda *args, kind=kind: asked.append((kind, *args)) for kind in kinds))
        page = DetailsPage(Details(event, Context(tuple(links))), query, label_of, load_theme("light"), hands)
        qtbot.addWidget(page)
        page.resize(320, 900)
        page.show()
        return page

    return show


def said(page):
    return [label.text() for label in page.findChildren(QLabel)] + [b.text() for b in page.findChildren(QPushButton)]


def button(page, text):
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)


def test_everything_is_said(page_of):
    words = "\n".join(said(page_of(EVENT)))
    for part in (
        "Consultation", "Disputed", "Three states circulate a draft", "22 June 2025", "Sunday", "day known",
        "1 Tir 1404 · Solar Hijri", "New York", "New York time.", "Sources disagree on the date",
        "23 June 2025: one agency, local time", "They demanded a halt.", "Iran", "affected", "host",
        "Council meets", "Reuters", "example.org", "Headline not recorded", "APP", "read at second hand", "war",
    ):  # fmt: skip
        assert part in words, part


def test_other_calendars_are_those_of_the_participants():
    assert [c.split(" · ")[1] for c in other_calendars(EVENT)] == ["Solar Hijri", "Islamic (tabular)"]
    french = replace(EVENT, participants=(Participant("country", "FRA", "host"),))
    assert other_calendars(french) == []
    old = replace(french, date=parse("1453-05-29"))
    assert [c.split(" · ")[1] for c in other_calendars(old)] == ["Julian"]


def test_a_participant_toggles_the_filter(page_of, asked):
    button(page_of(EVENT), "Iran").click()
    assert asked == [("toggle", "country", "IRN")]
    active = page_of(EVENT, query=Query().with_facet("country", FacetFilter(("IRN",))))
    assert button(active, "✓ Iran").toolTip() == "<qt>Stop filtering by Iran</qt>"


def test_related_events_are_followed(page_of, asked):
    links = [Link("part of", "war", "The war", "assault"), Link("followed by", "end", "The end", "agree")]
    page = page_of(EVENT, links)
    assert {"part of", "followed by"} <= set(said(page))
    button(page, "The end").click()
    assert asked == [("go", "end")]


def test_only_web_links_can_be_opened_and_they_show_where_they_lead(page_of, asked):
    page = page_of(EVENT)
    link = button(page, "Council meets")
    assert "https://example.org/a?b=1" in link.toolTip()
    link.click()
    assert asked == [("open", "https://example.org/a?b=1")]
    assert not any("Headline not recorded" in b.text() for b in page.findChildren(QPushButton))
    assert "link left out: not http or https" in "\n".join(said(page))


def test_markup_is_text_everywhere(page_of):
    evil = "<img src='file:///etc/passwd'><script>x</script>\u202e\x00"
    event = replace(
        EVENT,
        title=evil,
        summary=evil,
        date_note=evil,
        place=Place(evil),
        tags=(evil,),
        alternative_dates=(AlternativeDate(parse("2025"), evil),),
        sources=(Source(evil, evil, "https://example.org", None, evil),),
    )
    page = page_of(event, [Link("part of", "x", evil, "assault")])
    from PySide6.QtCore import Qt

    for label in page.findChildren(QLabel):
        assert "<" not in label.text() or label.textFormat() == Qt.TextFormat.PlainText, label.text()
        assert "\u202e" not in label.text()
    for widget in page.findChildren(QPushButton):
        assert "<img" not in widget.toolTip()


def test_a_monstrous_event_fits_its_panel(page_of):
    event = replace(
        EVENT,
        title="A" * 100_000,
        summary="word " * 50_000,
        participants=tuple(Participant("country", "FRA", "participant") for _ in range(290)),
    )
    page = page_of(event)
    assert page.minimumSizeHint().width() <= 320
    assert "and 230 more" in said(page)


def test_an_undated_event_without_anything_is_shown(page_of):
    words = said(page_of(Event("x", "Bare", None)))
    assert "Undated" in words
    assert "None given." in words


def test_a_citation_has_title_date_people_and_sources():
    text = citation(EVENT, label_of)
    assert text.startswith("Three states circulate a draft. 22 June 2025 (day known).\nStatus: disputed.\n")
    assert "Iran (affected)" in text
    assert "Also dated 23 June 2025: one agency, local time" in text
    assert "Source: Reuters, “Council meets”, 22 June 2025, https://example.org/a?b=1." in text
    assert "Source: APP, [headline not recorded]" in text


def test_the_panel_follows_the_selection_and_steps(sample):
    from viewer.session import walking

    ids = [sample.session.store.id_at(int(row)) for row in sample.session.store.marks().row]
    walking.select(sample.session, ids[40])
    assert sample.details.page.details.event.id == ids[40]
    sample.actions_.perform("go.next-event")
    assert sample.details.page.details.event.id != ids[40]
    sample.actions_.perform("edit.copy-citation")
    assert sample.details.page.details.event.title.rstrip(".") in QGuiApplication.clipboard().text()
    sample.actions_.perform("go.back-out")
    assert sample.details.page is None


def test_every_event_of_the_chronology_can_be_shown(sample):
    store = sample.session.store
    for row in range(len(store.matching(Query()))):
        sample.session.show(replace(sample.session.view, selection=store.id_at(row)))
        assert sample.details.page.details.event.id == store.id_at(row)


def test_a_source_without_headline_and_publisher_is_called_by_its_address(page_of, asked):
    source = Source("", None, "https://www.example.org/wiki/Battle_of_Kirina_(1235)", None)
    page = page_of(replace(EVENT, sources=(source,)))
    [button] = [b for b in page.findChildren(QPushButton) if b.accessibleName().startswith("example.org")]
    assert button.accessibleName() == "example.org/wiki/Battle_of_Kirina_(1235)"
    button.click()
    assert asked == [("open", source.url)]


def test_a_summary_that_is_the_title_is_not_said_twice(page_of):
    page = page_of(replace(EVENT, title="An order is given", summary="An order is given."))
    assert [label.text() for label in page.findChildren(QLabel)].count("An order is given") == 1
    assert "An order is given." not in said(page)
