"""The first view of a chronology shows most of its events, or all of them where that is nearly the same."""

from tests.session.fakes import Fact, a_desk
from viewer.session.first_sight import look, stretch_of_most
from viewer.session.moves import show_span
from viewer.timeline.scale import TimeSpan

DAY = 86_400
CROWD = [Fact(f"c{i}", 10_000 + i) for i in range(40)]
STRAY = [Fact("old", 100), Fact("older", 50)]


def test_a_few_old_events_do_not_squeeze_the_others_into_a_corner():
    desk = a_desk(*STRAY, *CROWD)
    look(desk.session)
    span = desk.session.span
    assert 9_990 * DAY < span.begin < 10_010 * DAY
    assert span.length < 100 * DAY


def test_an_even_chronology_is_shown_whole():
    desk = a_desk(*[Fact(f"e{i}", 100 * i) for i in range(40)])
    look(desk.session)
    assert desk.session.view.span is None


def test_a_short_chronology_is_shown_whole():
    desk = a_desk(*STRAY, *CROWD[:10])
    assert stretch_of_most(desk.session) is None


def test_nothing_open_has_no_first_view():
    assert stretch_of_most(a_desk().session) is None


def test_where_somebody_has_looked_already_the_view_stays():
    desk = a_desk(*STRAY, *CROWD)
    show_span(desk.session, TimeSpan(0.0, 365.0 * DAY))
    before = desk.session.view
    look(desk.session)
    assert desk.session.view == before
