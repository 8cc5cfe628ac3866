"""Answers: the newest wins, the old one stays visible, failures are kept and reported once."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from queue import Queue

import pytest

from tests.session.fakes import AtOnce, OnDemand
from viewer.session.loader import Answer, Desk, GivenUp, Shared


class Bench:
    """One answer and what it said."""

    def __init__(self, executor=None):
        self.executor = executor or OnDemand()
        self.errors = []
        self.arrivals = []
        self.time = 0.0
        desk = Desk(self.executor, lambda done: done(), lambda: self.time, self.errors.append, self.arrivals.append)
        self.answer = Answer("answer", desk)


def test_at_once_has_the_value_when_ask_returns():
    bench = Bench()
    bench.answer.ask("a", lambda: 1, at_once=True)
    assert (bench.answer.value, bench.answer.fresh, bench.arrivals) == (1, True, ["answer"])
    assert bench.executor.waiting == []


def test_only_what_may_come_after_the_picture_goes_to_the_patient_executor():
    bench, patient = Bench(), OnDemand()
    desk = Desk(bench.executor, lambda done: done(), lambda: 0.0, pytest.fail, lambda _: None, patient)
    answer = Answer("answer", desk)
    answer.ask("a", lambda: 1, at_once=False, patient=True)
    assert answer.since is not None
    assert not bench.executor.waiting
    answer.ask("b", lambda: 2, at_once=False)  # it waits until the other is done
    patient.go()
    bench.executor.go()
    assert (answer.value, answer.fresh) == (2, True)


def test_the_same_key_is_worked_out_once():
    bench = Bench(AtOnce())
    worked = []
    for _ in range(3):
        bench.answer.ask("a", lambda: worked.append(1), at_once=False)
    assert worked == [1]


def test_the_old_value_stays_until_the_new_one_is_there():
    bench = Bench()
    bench.answer.ask("a", lambda: "old", at_once=True)
    bench.time = 5.0
    bench.answer.ask("b", lambda: "new", at_once=False)
    assert (bench.answer.value, bench.answer.fresh, bench.answer.since) == ("old", False, 5.0)
    bench.executor.go()
    assert (bench.answer.value, bench.answer.fresh, bench.answer.since) == ("new", True, None)


def test_of_many_questions_only_the_first_and_the_last_are_worked_out():
    bench = Bench()
    worked = []
    for key in "abcd":
        bench.answer.ask(key, lambda key=key: worked.append(key) or key, at_once=False)
    bench.executor.go_on()
    assert worked == ["a", "d"]
    assert (bench.answer.value, bench.arrivals) == ("d", ["answer"])


def test_going_back_to_the_value_that_is_there_drops_the_work_under_way():
    bench = Bench()
    bench.answer.ask("a", lambda: "a", at_once=True)
    bench.answer.ask("b", lambda: "b", at_once=False)
    bench.answer.ask("a", lambda: pytest.fail("known already"), at_once=False)
    assert bench.answer.fresh
    bench.executor.go_on()
    assert (bench.answer.value, bench.answer.since) == ("a", None)


def test_an_answer_at_once_outdoes_the_work_under_way():
    bench = Bench()
    bench.answer.ask("a", lambda: "slow", at_once=False)
    bench.answer.ask("b", lambda: "quick", at_once=True)
    bench.executor.go_on()
    assert bench.answer.value == "quick"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_failure_is_kept_and_reported_once_and_leaves_the_old_value(at_once):
    bench = Bench(AtOnce())
    bench.answer.ask("a", lambda: "good", at_once=at_once)
    for _ in range(2):
        bench.answer.ask("b", lambda: 1 / 0, at_once=at_once)
    assert [type(error) for error in bench.errors] == [ZeroDivisionError]
    assert (bench.answer.value, bench.answer.error, bench.answer.fresh) == ("good", bench.errors[0], False)
    bench.answer.ask("c", lambda: "better", at_once=at_once)
    assert (bench.answer.value, bench.answer.error) == ("better", None)


def test_the_failure_of_a_question_nobody_asks_any_more_is_no_news():
    bench = Bench()
    bench.answer.ask("a", lambda: 1 / 0, at_once=False)
    bench.answer.ask("b", lambda: "b", at_once=False)
    bench.executor.go_on()
    assert (bench.errors, bench.answer.value) == ([], "b")


def test_cancelled_work_is_dropped_and_the_question_can_be_asked_again():
    bench = Bench()
    bench.answer.ask("a", lambda: "a", at_once=True)
    bench.answer.ask("b", lambda: "b", at_once=False)
    bench.answer.cancel()
    bench.executor.go_on()
    assert (bench.answer.value, bench.answer.since, bench.answer.fresh) == ("a", None, True)
    bench.answer.ask("b", lambda: "b", at_once=False)
    bench.executor.go_on()
    assert bench.answer.value == "b"


def test_forgetting_leaves_nothing():
    bench = Bench()
    bench.answer.ask("a", lambda: "a", at_once=True)
    bench.answer.forget()
    assert (bench.answer.value, bench.answer.key, bench.answer.fresh) == (None, None, False)


def test_work_is_done_on_another_thread_and_comes_back_on_the_asking_one():
    """With a real pool and a queue for a main loop, as the window has them."""
    mail = Queue()
    with ThreadPoolExecutor(1) as pool:
        desk = Desk(pool, mail.put, lambda: 0.0, pytest.fail, lambda _: None)
        answer = Answer("answer", desk)
        answer.ask("a", lambda: 42, at_once=False)
        done = mail.get(timeout=5)
        assert answer.value is None
        done()
    assert answer.value == 42


def test_work_that_was_given_up_says_nothing():
    bench = Bench()

    def work():
        raise GivenUp

    bench.answer.ask("a", lambda: 1, at_once=True)
    bench.answer.ask("b", work, at_once=False)
    bench.executor.go_on()
    assert (bench.answer.value, bench.answer.error, bench.errors, bench.arrivals) == (1, None, [], ["answer"])


def test_shared_work_is_done_once_and_so_it_fails():
    worked = []
    shared = Shared(lambda: worked.append(1) or 7)
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: shared(), range(4))) == [7] * 4
    assert worked == [1]
    failing = Shared(lambda: 1 // 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            failing()


def test_work_that_was_given_up_keeps_nothing_alive():
    """Two answers wait for it; without the collector, which no longer looks at what was there when a file opened."""

    class File:
        """What work needs."""

    file = File()
    held, executor, posted = weakref.ref(file), OnDemand(), []

    def work(file=file):
        assert file
        raise GivenUp

    shared = Shared(work)
    desk = Desk(executor, posted.append, lambda: 0.0, pytest.fail, lambda _name: None)
    answers = [Answer(name, desk) for name in ("one", "other")]
    gc.disable()
    try:
        for answer in answers:
            answer.ask("key", shared, at_once=False)
        executor.go_on()
        while posted:
            posted.pop(0)()
        del file, work, shared
        assert held() is None
    finally:
        gc.enable()
