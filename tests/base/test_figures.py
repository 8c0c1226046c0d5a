"""Figures add up, or are an error; rates are printed to the digit."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changren.base.figures import Figures, Rate, Record, Unreconciled, split_exactly

PARTS = ["a", "b", "c"]
TOWNSHIPS = [UUID(int=1), UUID(int=2)]
records = st.builds(
    lambda part, township, group: Record(
        keys=frozenset({"all", part}), township=township, group=group, says="x", url="/x/"
    ),
    st.sampled_from(PARTS), st.sampled_from(TOWNSHIPS), st.sampled_from(["roads", "water"]),
)  # fmt: skip
figures = st.lists(records, max_size=20).map(lambda found: Figures(tuple(found)))


@given(figures)
def test_parts_add_up_to_the_whole(found):
    assert sum(found.split("all", PARTS).values()) == found.count("all") == len(found.records)
    assert found.split("all", iter(PARTS)) == found.split("all", PARTS)


@given(figures)
def test_townships_add_up_to_the_district(found):
    assert sum(found.count("all", township=one) for one in TOWNSHIPS) == found.count("all")


@given(figures)
def test_groups_add_up_to_the_whole(found):
    assert sum(found.groups("all").values()) == found.count("all")
    assert all(found.count("all", group=group) == n for group, n in found.groups("all").items())


@given(figures, figures)
def test_figures_of_two_rooms_are_counted_together(one, other):
    assert (one + other).count("all") == one.count("all") + other.count("all")


@pytest.mark.parametrize("parts", [["a", "b"], ["a", "b", "c", "all"], []])
def test_record_in_no_part_or_in_two_is_an_error(parts):
    found = Figures(tuple(
        Record(keys=frozenset({"all", part}), township=TOWNSHIPS[0], group="", says=part, url="/") for part in PARTS
    ))  # fmt: skip
    with pytest.raises(Unreconciled):
        found.split("all", parts)


@pytest.mark.parametrize(
    ("part", "whole", "rounding", "digits", "printed"),
    [
        (50, 62, "truncate", 2, "80.64%"), (50, 62, "half_up", 2, "80.65%"), (1, 3, "half_up", 1, "33.3%"),
        (0, 7, "half_up", 0, "0%"), (7, 7, "half_up", 2, "100.00%"), (1, 0, "half_up", 2, None),
        (1, 8, "half_up", 0, "13%"),
    ],
)  # fmt: skip
def test_rate_is_printed_as_its_place_prints_it(part, whole, rounding, digits, printed):
    rate = Rate(part, whole, rounding, digits)
    assert (rate.percent, rate.fraction) == (printed, f"{part}/{whole}")


def test_figures_from_elsewhere_must_add_up():
    assert split_exactly(3, {"a": 1, "b": 2}) == {"a": 1, "b": 2}
    with pytest.raises(Unreconciled, match=r"1 \+ 2 is not 4"):
        split_exactly(4, {"a": 1, "b": 2})
