"""What a review counts, a line each as the outputs of a job's step take it: for whoever needs no rows."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.review.answer import Fate
from caslint.review.review import Review

_FATES: tuple[Fate, ...] = ("lost", "changed", "gained")


def render(review: Review) -> Iterator[str]:
    """`new-findings=1`, `fixed-findings=0`, `lost-routes=12` and so on."""
    yield f"new-findings={len(review.found.new)}\n"
    yield f"fixed-findings={len(review.found.fixed)}\n"
    for fate in _FATES:
        yield f"{fate}-routes={review.number_of(fate)}\n"
