"""A mapping carried out: what is there for every record, and what stays when a column is missing."""

from viewer.formats.applying import apply
from viewer.formats.mapping import Mapping, When
from viewer.formats.tables import read_pasted


def test_a_title_without_columns_is_that_of_every_record():
    """A missing column of ids or texts is no such thing."""
    mapping = Mapping(id="nr", title="Talks", summary=("more",), start=When(("date",)))
    table = apply(mapping, read_pasted("date\tplace\n2001-01-02\tGeneva\n2001-01-03\tParis\n"))
    assert set(table.events["title"]) == {"Talks"}
    assert set(table.events["summary"]) == {""}
    assert not any("nr" in id_ for id_ in table.events["id"])
