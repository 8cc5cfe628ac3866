"""The table of settings, and values that come back from storage however it was damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import ViewerError
from viewer.session.settings import SETTINGS, Settings

VALUES = st.sampled_from(SETTINGS).flatmap(
    lambda setting: st.tuples(st.just(setting), st.sampled_from(setting.choices or (True, False)))
)


def test_every_setting_explains_itself_and_has_an_allowed_default():
    for setting in SETTINGS:
        assert setting.title
        assert setting.sentence.endswith(".")
        assert setting.value_of(setting.text_of(setting.default)) == setting.default
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


@given(st.lists(VALUES))
def test_what_is_set_comes_back_from_the_storage(changes):
    storage = {}
    settings = Settings(storage, pytest.fail)
    for setting, value in changes:
        assert (
            settings.set(setting.name, value) == (settings[setting.name] is not value)
            or settings[setting.name] == value
        )
    again = Settings(storage, pytest.fail)
    assert [again[s.name] for s in SETTINGS] == [settings[s.name] for s in SETTINGS]


@given(st.dictionaries(st.sampled_from([s.name for s in SETTINGS] + ["of another version"]), st.text()))
def test_any_stored_text_gives_allowed_values_and_at_most_one_complaint(storage):
    stored, complaints = dict(storage), []
    settings = Settings(storage, complaints.append)
    for setting in SETTINGS:
        setting.text_of(settings[setting.name])
    assert len(complaints) <= 1
    Settings(storage, pytest.fail)
    assert storage.get("of another version") == stored.get("of another version")


def test_a_bad_stored_value_is_named_in_the_complaint():
    complaints = []
    settings = Settings({"theme": "pink", "animate": "maybe"}, complaints.append)
    assert (settings["theme"], settings["animate"]) == ("system", True)
    assert "Theme, Animate" in complaints[0].message


@pytest.mark.parametrize(("name", "value"), [("theme", "pink"), ("theme", True), ("animate", "yes")])
def test_a_value_that_is_not_allowed_is_refused_and_changes_nothing(name, value):
    storage = {}
    settings = Settings(storage)
    before = settings[name]
    with pytest.raises(ViewerError, match="not a value"):
        settings.set(name, value)
    assert settings[name] == before
    assert storage == {}


def test_setting_what_is_set_already_is_no_news():
    settings = Settings({})
    assert settings.set("theme", "dark")
    assert not settings.set("theme", "dark")


def test_an_unknown_name_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        Settings({}).set("colour", "red")
