"""The counts of a review are those of its other formats."""

from __future__ import annotations

import json
from io import BytesIO

from hypothesis import given, settings

from caslint.report.options import Options
from caslint.review.formats import write
from organizations import UNHURRIED, Facts
from reviewing import pairs_of_organizations, reviewed_facts


@given(pairs_of_organizations())
@settings(max_examples=20, deadline=None, suppress_health_check=UNHURRIED)
def test_as_many_as_the_json_has(both: tuple[Facts, Facts]) -> None:
    review = reviewed_facts(*both)
    texts: dict[str, str] = {}
    for name in ("json", "counts"):
        target = BytesIO()
        write(review, name, target, Options())
        texts[name] = target.getvalue().decode()

    report = json.loads(texts["json"])
    assert dict(line.split("=") for line in texts["counts"].splitlines()) == {
        f"{kind}-{part}": str(len(report[part][kind]))
        for part, kinds in (("findings", ("new", "fixed")), ("routes", ("lost", "changed", "gained")))
        for kind in kinds
    }
