"""What nobody waits for comes after what somebody does."""

from viewer.ui.spare_time import SpareTime


def test_what_a_frame_lacks_comes_soon_and_the_rest_after_a_rest(qapp, qtbot):
    """A quick frame after the other leaves no time for what is less likely to be wanted."""
    done = []
    spare = SpareTime(lambda: done.append(1), qapp)
    spare.begin(busy=False)
    assert spare.interval() > 16
    spare.begin(busy=True)
    assert spare.interval() < 16
    qtbot.waitUntil(lambda: done == [1])
    assert not spare.isActive()
    spare.go_on()
    assert spare.interval() == 0
    spare.stop()


def test_another_layout_goes_first(qapp):
    """What was due at once is put off as soon as another layout is asked for, and goes on slowly."""
    spare = SpareTime(lambda: None, qapp)
    spare.outdated = True
    assert not spare.isActive()
    spare.outdated = False
    spare.begin(busy=True)
    spare.outdated = True
    assert spare.isActive()
    assert spare.interval() > 16
    spare.go_on()
    assert spare.interval() > 16
    spare.outdated = False
    spare.go_on()
    assert spare.interval() == 0
    spare.stop()
