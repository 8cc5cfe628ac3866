"""Names and numbers of strangers become codes, dated where one number served several states."""

import csv
import json
from collections import Counter

import pytest

from viewer.events.naming import code_at, codes_of
from viewer.events.vocabulary import countries, organisations


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Soviet Union", "SUHH"),
        ("USSR", "SUHH"),
        ("Czechoslovakia", "CSHH"),
        ("Viet Nam", "VNM"),
        ("GERMANIC CONFEDERATION", "XGCO"),
        ("Türkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("tur", "TUR"),
        ("VIETNAM D R", "VDVN"),
        ("NETHERLANDS THE", "NLD"),
        ("IRELAND, REPUBLIC OF", "IRL"),
        ("GERMANY FEDERAL REPUBLIC", "DEU"),
        ("Government of Afghanistan", "AFG"),
        ("Poland (government-in-exile)", "POL"),
        ("Hong Kong", "HKG"),
    ],
)
def test_a_country_is_known_by_any_of_its_names(name, code):
    """Case, order, brackets and former names do not matter."""
    assert codes_of(name, "country") == ((code, ""),)


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [
        ("365", "1950-06-01", "SUHH"),
        ("365", "1991-12-25", "SUHH"),
        ("365", "1992-03-01", "RUS"),
        ("365", "1914-07-30", "XRUE"),
        ("365.0", "", "RUS"),
        ("255", "1870-07-19", "XPRU"),
        ("255", "1939-09-01", "DEU"),
        ("2", "1800", "USA"),
        ("816", "1968-01-30", "VDVN"),
    ],
)
def test_a_state_number_means_the_state_of_its_day(number, day, code):
    """One number of Correlates of War stood for several states in turn."""
    assert code_at(codes_of(number, "country", "cow"), day) == code


def test_the_number_systems_differ_for_four_islands():
    """970 is Nauru to Correlates of War and Kiribati to Gleditsch and Ward."""
    assert codes_of("970", "country", "cow") == (("NRU", ""),)
    assert codes_of("970", "country", "gw") == (("KIR", ""),)
    assert codes_of("970", "country") == ()


def test_unknown_names_are_not_guessed():
    """A slip of the pen is no code."""
    assert codes_of("Frence", "country") == ()
    assert codes_of("999", "country", "cow") == ()


def test_every_code_of_the_data_is_in_the_vocabulary():
    """Spellings and numbers lead nowhere else."""
    from viewer.events import naming

    known = set(countries()) | set(organisations())
    assert set(naming._spellings().values()) <= known
    assert {
        code for system in ("cow", "gw") for states in naming._states(system).values() for code, _ in states
    } <= known


def test_numbers_and_names_of_ucdp_agree(shared_data):
    """Where one row of UCDP/PRIO gives a place by name and by number, both mean the same state."""
    with shared_data("ucdp/ucdp_prio_conflicts.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if "," not in row["location"] + row["gwno_loc"]]
    differing = Counter()
    for row in rows:
        day = row["start_date2"]
        by_name, by_number = codes_of(row["location"], "country"), codes_of(row["gwno_loc"], "country", "gw")
        if not by_number or code_at(by_name, day) != code_at(by_number, day):
            differing[row["location"]] += 1
    assert set(differing) <= {"Malaysia", "Hyderabad"}  # Malaya until 1963; a state India took in 1948


def test_nearly_all_parties_of_british_treaties_are_known(shared_data):
    """Of 700 spellings in a catalogue of treaties, those of 95 in 100 mentions have a code."""
    names = Counter()
    path = shared_data("treaties/uk_treaties_online/uk_treaties_dedup.jsonl")
    for line in path.read_text("utf-8").splitlines():
        names.update(name.strip() for name in json.loads(line).get("country_name", "").split(" ; "))
    del names[""]
    unknown = sum(
        count for name, count in names.items() if not codes_of(name, "country") and not codes_of(name, "organisation")
    )
    assert unknown < names.total() * 0.05


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Italie", "ITA"),
        ("Беларусь", "BLR"),
        ("العراق", "IRQ"),
        ("日本", "JPN"),
        ("République démocratique du Congo", "COD"),
        ("Congo (Rép. dém.)", "COD"),
        ("États-Unis d'Amérique", "USA"),
        ("Sowjetunion", "SUHH"),
        ("Югославия", "YUCS"),
        ("St. Kitts & Nevis", "KNA"),
    ],
)
def test_names_in_other_languages_are_known(name, code):
    assert codes_of(name, "country") == ((code, ""),)


def test_nearly_every_country_is_known_in_every_language_there_is_a_list_of(shared_data):
    """Unicode's names in fourteen languages: each known, and hardly one taken for another country."""
    alpha = {
        c["alpha_2"]: c["alpha_3"]
        for c in json.loads(shared_data("countries/debian-iso-codes/iso_3166-1.json").read_text())["3166-1"]
    }
    known = right = count = 0
    for path in shared_data("countries/cldr").glob("*.json"):
        [names] = json.loads(path.read_text("utf-8"))["main"].values()
        for key, name in names["localeDisplayNames"]["territories"].items():
            if code := alpha.get(key[:2] if len(key) == 2 or "-" in key else ""):
                states = codes_of(name, "country")
                count, known, right = count + 1, known + bool(states), right + (states[-1:] == ((code, ""),))
    assert count > 3_500
    assert known / count > 0.998
    assert right / count > 0.996
