"""Realistic large chronologies, the same for the same seed: marks, lanes and label widths without any file.

Crises cluster, treaties last, some dates are known to the month or the year only, events have several countries,
titles come in several scripts, a few events are open at an end.
"""

import numpy as np

from viewer.events.dates import DISTANT_FUTURE, DateFlag, Precision
from viewer.events.marks import LaneRows, Marks, Strings, Texts
from viewer.events.vocabulary import CATEGORIES

DAY = 86_400
YEAR = 31_556_952
NOW = 1_769_000_000.0
FIRST, LAST = -2500, 2026  # years
TITLES = (
    "Foreign ministers meet",
    "Treaty of friendship and cooperation signed at the summit",
    "Sanctions",
    "Переговоры о прекращении огня",
    "外长会谈",
    "محادثات وقف إطلاق النار",
    "Ξεκινούν συνομιλίες",
    "Joint statement on trade, transit and regional connectivity",
    "Embassy recalls its ambassador",
)


def starts(random, n):
    """Seconds: two thirds after 1900, half of all in a few hundred crises."""
    years = np.where(random.random(n) < 0.67, random.uniform(1900, LAST, n), random.uniform(FIRST, LAST, n))
    crises = random.choice(years, max(2, min(400, n // 10 + 2)))
    near = random.random(n) < 0.5
    years[near] = random.choice(crises, near.sum()) + random.normal(0, 0.15, near.sum())
    return ((np.minimum(years, LAST) - 1970) * YEAR).astype(np.int64) // DAY * DAY


def marks(n, seed=1):
    """``n`` dated events, sorted by start."""
    random = np.random.default_rng(seed)
    start = np.sort(starts(random, n))
    kind = random.random(n)
    lasting, month, year = kind < 0.3, (kind > 0.3) & (kind < 0.4), kind > 0.96
    length = np.full(n, DAY, np.int64)
    length[lasting] = np.clip(random.lognormal(np.log(200), 2.0, lasting.sum()), 1, 300_000).astype(np.int64) * DAY
    length[month], length[year] = 30 * DAY, 365 * DAY
    vague = lasting & (random.random(n) < 0.2)
    spread = np.where(vague, length // 4, 0)
    end = start + length
    flags = np.where(lasting, int(DateFlag.INTERVAL), 0) | np.where(vague, int(DateFlag.APPROXIMATE), 0)
    going_on = lasting & (random.random(n) < 0.001)
    flags |= np.where(going_on, int(DateFlag.OPEN_END), 0)
    end[going_on] = DISTANT_FUTURE
    precision = np.select([month, year], [Precision.MONTH, Precision.YEAR], Precision.DAY)
    return Marks(
        row=np.arange(n, dtype=np.int32),
        start_min=start,
        start_max=start + spread,
        end_min=np.where(going_on, end, end - spread),
        end_max=end,
        flags=flags.astype(np.uint16),
        precision=precision.astype(np.uint8),
        importance=random.choice(5, n, p=[0.3, 0.35, 0.2, 0.1, 0.05]).astype(np.uint8) + np.uint8(1),
        category=random.integers(0, len(CATEGORIES), n).astype(np.uint8),
        status=random.choice(4, n, p=[0.85, 0.08, 0.05, 0.02]).astype(np.uint8),
        container=(length > 2 * YEAR) & (random.random(n) < min(1.0, 20 / n)),
        titles=titles(random, n),
    )


def titles(random, n):
    """One of a few titles each, in the Arrow layout."""
    words = [np.frombuffer(title.encode(), np.uint8) for title in TITLES]
    which = random.integers(0, len(words), n)
    sizes = np.array([len(word) for word in words])
    offsets = np.concatenate(([0], np.cumsum(sizes[which]))).astype(np.int64)
    table = np.zeros((len(words), sizes.max()), np.uint8)
    for k, word in enumerate(words):
        table[k, : len(word)] = word
    parts = [table[which[at : at + 100_000]] for at in range(0, n, 100_000)]
    filled = [np.arange(sizes.max()) < sizes[which[at : at + 100_000], None] for at in range(0, n, 100_000)]
    data = np.concatenate([part[mask] for part, mask in zip(parts, filled, strict=True)])
    return Texts([Strings(data, offsets)])


def lanes(n, count=200, seed=2):
    """One to three lanes for each event, a few lanes much fuller than the others, fullest first."""
    random = np.random.default_rng(seed)
    weight = 1 / np.arange(1, count + 1) ** 1.1
    weight /= weight.sum()
    pairs = []
    for share in (1.0, 0.6, 0.3):
        who = np.flatnonzero(random.random(n) < share)
        pairs.append(random.choice(count, len(who), p=weight).astype(np.int64) * n + who)
    pair = np.unique(np.concatenate(pairs))
    counts = np.bincount(pair // n, minlength=count)
    names = tuple(f"Country {k}" for k in range(count))
    return LaneRows(
        names, names, counts, (pair % n).astype(np.int32), np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    )


def label_widths(made):
    """Px of the titles of ``marks`` at 6.4 px a byte, which is what matters here."""
    return (np.diff(made.titles.pieces[0].offsets) * 6.4).astype(np.float32)
