"""How many dates a second are read: `python -m tests.benchmarks.dates`."""

from time import perf_counter

from viewer.events.dates import parse

ROUNDS = 5


def rate(texts: list[str]) -> float:
    """Texts read per second, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = perf_counter()
        for text in texts:
            parse(text)
        best = min(best, perf_counter() - begin)
    return len(texts) / best


def main() -> None:
    """Print one line for each kind of date; no text occurs twice among the plain ones."""
    days = [
        f"{year:04}-{month:02}-{day:02}" for year in range(1700, 2000) for month in range(1, 13) for day in range(1, 29)
    ]
    kinds = {
        "plain days": days,
        "months": [day[:7] for day in days[::10]],
        "approximate years": [day[:4] + "~" for day in days[::10]],
        "intervals": [f"{day}/2025-06-24" for day in days[::10]],
        "times": [f"{day}T04:00Z" for day in days[::10]],
        "unspecified digits": [f"{day[:3]}X-12-25" for day in days[::10]],
    }
    for name, texts in kinds.items():
        print(f"{name:20}{rate(texts):12,.0f} a second")


if __name__ == "__main__":
    main()
