"""The questions of a store answered slowly and plainly, event by event: what every real store must agree with."""

import unicodedata
from collections import Counter

from viewer.events.query import FACETS
from viewer.events.vocabulary import CATEGORIES, QUADS

NOBODY = ""


def values_of(event, by):
    """The values of one facet, of "quad" or of "none", that an event carries."""
    participants = event.participants
    return {
        "country": {p.code for p in participants if p.kind == "country"},
        "organisation": {p.code for p in participants if p.kind == "organisation"},
        "category": {event.category},
        "role": {p.role for p in participants},
        "status": {event.status},
        "tag": set(event.tags),
        "quad": {category.quad for category in CATEGORIES if category.code == event.category},
        "none": {""},
    }[by]


def plain(text):
    """Lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def passes_facet(event, name, chosen):
    """Whether one facet's filter lets an event pass."""
    carried = values_of(event, name)
    if chosen.mode == "any":
        return bool(carried & set(chosen.values))
    if chosen.mode == "all":
        return carried >= set(chosen.values)
    return not carried & set(chosen.values)


def passes_text(event, needles):
    """Whether every needle stands in some text of an event."""
    texts = [event.title, event.summary, event.place.name if event.place else ""]
    texts += [text for source in event.sources for text in (source.publisher, source.title or "")]
    return all(any(plain(needle) in plain(text) for text in texts) for needle in needles)


def passes_range(event, bounds):
    """Whether an event may overlap a range."""
    return bounds is None or bool(event.date and event.date.start_min < bounds[1] and event.date.end_max > bounds[0])


def matches(event, query):
    """Whether an event matches a query."""
    return (
        all(passes_facet(event, name, chosen) for name, chosen in query.facets)
        and passes_text(event, query.needles())
        and passes_range(event, query.bounds())
        and (not query.ids or event.id in query.ids)
    )


def facet_counts(events, query):
    """For each facet, how many events each value has: zeros, and chosen values that do not occur, included."""
    answer = {}
    for name in FACETS:
        chosen = query.facet(name)
        other = query if chosen and chosen.mode == "all" else query.with_facet(name, None)
        counts = Counter({value: 0 for event in events for value in values_of(event, name)})
        counts.update(dict.fromkeys(chosen.values, 0) if chosen else {})
        counts.update(value for event in events if matches(event, other) for value in values_of(event, name))
        answer[name] = dict(counts)
    return answer


def lanes(events, query, by):
    """For each lane its key, how many events it has, and the ids of the dated ones; the order is not told."""
    answer = {}
    for event in events:
        for key in values_of(event, by) or {NOBODY}:
            if matches(event, query):
                count, ids = answer.setdefault(key, [0, set()])
                answer[key] = [count + 1, ids | ({event.id} if event.date else set())]
    return answer


def in_order(keys, counts, names, by, query):
    """The keys of some lanes in the order they should be drawn."""
    chosen = query.facet(by) if by in FACETS else None
    first = chosen.values if chosen and chosen.mode != "none" else ()
    if by == "quad":
        return sorted(keys, key=QUADS.index)
    return sorted(keys, key=lambda k: (k == NOBODY, k not in first, -counts[k], names[k].casefold(), k))
