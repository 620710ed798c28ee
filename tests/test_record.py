from __future__ import annotations

import copy
import pickle

import pytest

from caslint.record import Record


class Place(Record):
    """What these tests look at."""

    file: str
    line: int = 1
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.file}:{self.line}"


def _make(kind: type[Record], values: tuple[object, ...], named: dict[str, object]) -> Record:
    """What the types would refuse, too."""
    return kind(*values, **named)


def test_fields_are_given_by_place_by_name_or_by_default() -> None:
    expected = ("a.yaml", 3, ("x",))

    for found in (Place("a.yaml", 3, ("x",)), Place("a.yaml", notes=("x",), line=3), Place(*expected)):
        assert (found.file, found.line, found.notes) == expected
    assert (Place("b").line, Place("b").notes, Place("b").words) == (1, (), "b:1")


@pytest.mark.parametrize(
    ("values", "named", "told"),
    [
        ((), {}, "missing=['file']"),
        ((), {"line": 2}, "missing=['file']"),
        (("a", 1, (), 4), {}, "given=4"),
        (("a",), {"file": "b"}, "wrong=['file']"),
        (("a",), {"colour": "red"}, "wrong=['colour']"),
    ],
)
def test_what_does_not_fit_is_refused(
    values: tuple[object, ...], named: dict[str, object], told: str
) -> None:
    with pytest.raises(TypeError) as refusal:
        _make(Place, values, named)

    assert told in str(refusal.value)
    assert "Place has the fields file, line, notes" in str(refusal.value)


def test_records_are_compared_and_kept_as_their_values() -> None:
    one = Place("a", 2)

    assert one == Place("a", line=2)
    assert len({one, Place("a", 2), Place("a", 3)}) == 2
    assert sorted([Place("b"), Place("a", 2), Place("a")]) == [Place("a"), Place("a", 2), Place("b")]


def test_replaced_is_another_record_of_the_kind() -> None:
    one = Place("a", 2)

    assert one.replaced(line=5) == Place("a", 5)
    assert type(one.replaced(line=5)) is Place
    assert one.line == 2
    with pytest.raises(TypeError, match="wrong"):
        one.replaced(colour="red")


def test_record_takes_no_other_value_and_no_other_name() -> None:
    one = Place("a")

    with pytest.raises(AttributeError):
        one.line = 2  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]  the refusal is the point
    assert not hasattr(one, "__dict__")


def test_record_shows_and_copies_itself() -> None:
    one = Place("a", notes=("x",))

    assert repr(one) == "Place(file='a', line=1, notes=('x',))"
    assert one.as_dict() == {"file": "a", "line": 1, "notes": ("x",)}
    for copied in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301  its own
        assert copied == one
        assert type(copied) is Place


def test_record_is_taken_apart_by_a_pattern() -> None:
    match Place("a", 7):
        case Place(file, line):
            assert (file, line) == ("a", 7)
