"""Hypothesis strategies for small tables whose values meet often, and queries about them."""

from hypothesis import strategies as st

from tests.strategies_query import queries
from viewer.events.dates import parse
from viewer.events.event import Event, Participant, Place, Source
from viewer.events.vocabulary import ROLES, STATUSES, Organisation

DECLARED = (Organisation("X-1", "An organisation of the file"),)
WORDS = ["steel", "Steel", "pact", "Tehran", "Téhéran", "naïve", "Москва", "Ёлка", "kiss", "100%", "(sic)", "ÅNGSTRÖM"]
NEEDLES = [*WORDS, '"steel pact"', '"steel', "te", "ё", "é", "angstrom", ".", "STEEL pact"]
DATES = [
    "1979",
    "2024-10",
    "2024-10-15",
    "2024-10-15/2025-06",
    "2025-06-13T10:00:00Z",
    "../1950",
    "2024-12/..",
    "2025~",
]
VALUES = {
    "country": ["PAK", "RUS", "IRN", "SUHH", "FRA"],
    "organisation": ["ECO", "X-1"],
    "category": ["agree", "consult", "assault", "other"],
    "role": ROLES[:3],
    "status": STATUSES[:3],
    "tag": ["gas", "rail", "Ünï"],
}
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)

participants = st.one_of(
    st.builds(Participant, st.just(kind), st.sampled_from(VALUES[kind][:-1]), st.sampled_from(ROLES[:4]))
    for kind in ("country", "organisation")
) | st.builds(Participant, st.just("organisation"), st.just("X-1"), st.sampled_from(ROLES[:2]))
sources = st.builds(Source, st.sampled_from(["Dawn", "Le Monde", "Ведомости"]), st.none() | TEXTS.filter(bool))


@st.composite
def event_lists(draw, at_most=8):
    """Events with ids "e0", "e1", …; some undated, some without participants."""
    return [
        Event(
            id=f"e{number}",
            title=f"Title {draw(TEXTS)}".strip(),
            date=draw(st.none() | st.sampled_from(DATES).map(parse)),
            summary=draw(TEXTS),
            category=draw(st.sampled_from(VALUES["category"])),
            status=draw(st.sampled_from(VALUES["status"])),
            participants=tuple(draw(st.lists(participants, max_size=4, unique=True))),
            place=draw(st.none() | st.builds(Place, st.sampled_from(["Téhéran", "Kazan"]))),
            tags=tuple(draw(st.lists(st.sampled_from(VALUES["tag"]), max_size=2, unique=True))),
            sources=tuple(draw(st.lists(sources, max_size=2))),
        )
        for number in range(draw(st.integers(0, at_most)))
    ]


asked = queries(
    text=st.just("") | st.sampled_from(NEEDLES),
    values={name: st.sampled_from([*values, "absent"]) for name, values in VALUES.items()},
)
