"""A baseline hides what was there, and never a fault that is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.baseline.baseline import Baseline, Entry, Judged, Ratchet, Searched
from caslint.baseline.file import read, written
from caslint.configuration.config import ConfigError
from caslint.finding import Finding, Severity, Subject
from report_sample import ORG, finding, place

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def fault(name: str, code: str = "CAS101", severity: Severity = ERROR) -> Finding:
    return finding(place(ORG, "Kyoto"), code=code, severity=severity, subject=Subject("site", name))


def judged(
    *findings: Finding,
    root: str = "org.yaml",
    files: Collection[str] = (),
    skipped: Collection[str] = (),
    protected: Collection[str] = (),
) -> Judged:
    return Judged(root, {root, *files}, findings, skipped, protected)


def ratchet(
    baseline: Baseline,
    *organizations: Judged,
    gone: Callable[[str], bool] = lambda _: False,
    covered: Callable[[str], bool] = lambda _: True,
) -> Ratchet:
    return Ratchet(baseline, organizations, Searched(gone, covered))


def taken(*organizations: Judged) -> Baseline:
    """The baseline that is written when these are what there is."""
    return ratchet({}, *organizations).updated(prune=False)


def names(findings: Sequence[Finding]) -> list[str]:
    return [one.subject.name for one in findings]


def stale(held: Ratchet) -> list[tuple[str, str, int]]:
    return [(root, entry.subject.name, entry.times) for root, entry in held.stale()]


def test_what_was_there_does_not_count_and_what_is_new_does() -> None:
    held = ratchet(taken(judged(fault("Kyoto"))), judged(fault("Kyoto"), fault("Paris")))

    assert names(held.settled[0].known) == ["Kyoto"]
    assert names(held.settled[0].counting) == ["Paris"]
    assert stale(held) == []


def test_an_entry_stands_for_as_many_as_it_counts() -> None:
    baseline = taken(judged(fault("Kyoto"), fault("Kyoto")))
    (entry,) = baseline["org.yaml"]

    assert entry.times == 2
    assert len(ratchet(baseline, judged(*[fault("Kyoto")] * 3)).settled[0].counting) == 1
    assert stale(ratchet(baseline, judged(fault("Kyoto")))) == [("org.yaml", "Kyoto", 1)]


def test_a_fault_that_became_worse_is_new() -> None:
    baseline = taken(judged(fault("Kyoto", severity=WARNING)))

    assert names(ratchet(baseline, judged(fault("Kyoto"))).settled[0].counting) == ["Kyoto"]
    assert names(ratchet(baseline, judged(fault("Kyoto", severity=INFO))).settled[0].known) == ["Kyoto"]


def test_a_mild_fault_does_not_use_up_what_a_bad_one_needs() -> None:
    baseline = taken(judged(fault("Kyoto", severity=INFO), fault("Kyoto")))
    held = ratchet(baseline, judged(fault("Kyoto", severity=INFO), fault("Kyoto")))

    assert held.settled[0].counting == []


def test_a_fault_of_another_organization_is_new() -> None:
    baseline = taken(judged(fault("Kyoto"), root="a.yaml"), judged(root="b.yaml"))
    held = ratchet(baseline, judged(root="a.yaml"), judged(fault("Kyoto"), root="b.yaml"))

    assert [names(one.counting) for one in held.settled] == [[], ["Kyoto"]]
    assert stale(held) == [("a.yaml", "Kyoto", 1)]


def test_a_renamed_root_keeps_its_entries() -> None:
    baseline = taken(judged(fault("Kyoto"), fault("Paris"), root="old.yaml"))
    held = ratchet(baseline, judged(fault("Kyoto"), root="new.yaml"), gone=lambda root: root == "old.yaml")

    assert names(held.settled[0].known) == ["Kyoto"]
    assert stale(held) == [("old.yaml", "Paris", 1)]
    assert list(held.updated(prune=False)) == ["new.yaml"]


def test_a_root_that_became_a_fragment_keeps_its_entries() -> None:
    baseline = taken(judged(fault("Kyoto"), root="sites.yaml"))
    held = ratchet(baseline, judged(fault("Kyoto"), root="org.yaml", files=["sites.yaml"]))

    assert held.settled[0].counting == []
    assert list(held.updated(prune=False)) == ["org.yaml"]


def test_a_new_organization_inherits_nothing_from_one_that_is_there() -> None:
    baseline = taken(judged(fault("Kyoto"), root="old.yaml"))

    assert names(ratchet(baseline, judged(fault("Kyoto"), root="new.yaml")).settled[0].counting) == ["Kyoto"]


def test_a_renamed_root_has_one_heir() -> None:
    baseline = taken(judged(fault("Kyoto"), fault("Paris"), root="old.yaml"))
    held = ratchet(
        baseline,
        judged(fault("Kyoto"), root="another.yaml"),
        judged(fault("Kyoto"), fault("Paris"), root="new.yaml"),
        gone=lambda root: root == "old.yaml",
    )

    assert [names(one.counting) for one in held.settled] == [["Kyoto"], []]


def test_what_no_comment_silences_is_in_no_baseline() -> None:
    organization = judged(fault("a", "CAS002"), fault("b", "CAS101"), protected=["CAS101"])
    by_hand = {"org.yaml": [Entry("CAS002", Subject("site", "a"), "CAS002-a", ERROR)]}

    assert taken(organization) == {}
    assert names(ratchet(by_hand, organization).settled[0].counting) == ["a", "b"]


def test_entries_of_rules_that_did_not_run_are_neither_stale_nor_lost() -> None:
    baseline = taken(judged(fault("Kyoto"), fault("Kyoto", "CAS201")))
    held = ratchet(baseline, judged(fault("Kyoto"), skipped=["CAS201"]))

    assert stale(held) == []
    for prune in (True, False):
        assert held.updated(prune=prune) == baseline


def test_entries_of_organizations_that_were_not_checked_stay() -> None:
    baseline = taken(judged(fault("Kyoto"), root="a.yaml"), judged(fault("Kyoto"), root="b.yaml"))
    held = ratchet(baseline, judged(fault("Kyoto"), root="a.yaml"))

    assert stale(held) == []
    assert held.updated(prune=False) == baseline


@pytest.mark.parametrize("covered", [True, False])
def test_entries_of_a_root_that_is_gone_go_where_it_would_have_been_met(covered: bool) -> None:
    baseline = taken(judged(fault("Kyoto"), root="old.yaml"))
    held = ratchet(
        baseline, judged(fault("Paris")), gone=lambda root: root == "old.yaml", covered=lambda _: covered
    )

    assert stale(held) == ([("old.yaml", "Kyoto", 1)] if covered else [])
    assert list(held.updated(prune=True)) == ([] if covered else ["old.yaml"])


def test_pruning_adds_nothing() -> None:
    baseline = taken(judged(fault("Kyoto"), fault("Paris")))
    held = ratchet(baseline, judged(fault("Paris"), fault("London")))

    assert [entry.subject.name for entry in held.updated(prune=True)["org.yaml"]] == ["Paris"]
    assert [entry.subject.name for entry in held.updated(prune=False)["org.yaml"]] == ["London", "Paris"]


def test_a_reason_stays_with_its_entry() -> None:
    (entry,) = taken(judged(fault("Kyoto")))["org.yaml"]
    baseline = {"org.yaml": [entry._replace(reason="closes in May")]}
    held = ratchet(baseline, judged(fault("Kyoto"), fault("Paris")))

    assert [one.reason for one in held.updated(prune=False)["org.yaml"]] == ["closes in May", ""]


FAULTS = st.lists(
    st.builds(
        fault, st.sampled_from("abc"), st.sampled_from(["CAS101", "CAS201"]), st.sampled_from(Severity)
    ),
    max_size=8,
)


@given(FAULTS, FAULTS)
def test_as_many_faults_count_as_there_are_more_of(before: list[Finding], after: list[Finding]) -> None:
    before = [one.replaced(severity=ERROR) for one in before]
    after = [one.replaced(severity=ERROR) for one in after]
    held = ratchet(taken(judged(*before)), judged(*after))
    had, has = Counter(one.fingerprint for one in before), Counter(one.fingerprint for one in after)

    assert Counter(one.fingerprint for one in held.settled[0].counting) == has - had
    assert sum(entry.times for _, entry in held.stale()) == (had - has).total()
    assert Counter(held.settled[0].known) + Counter(held.settled[0].counting) == Counter(after)


@given(FAULTS, FAULTS)
def test_what_is_written_holds_and_is_written_again_alike(
    before: list[Finding], after: list[Finding]
) -> None:
    new = ratchet(taken(judged(*before)), judged(*after)).updated(prune=False)
    held = ratchet(new, judged(*after))

    assert held.settled[0].counting == []
    assert stale(held) == []
    assert held.updated(prune=False) == held.updated(prune=True) == new
    assert written(new) == written(dict(reversed(new.items())))


@given(FAULTS, FAULTS)
def test_pruning_never_makes_a_baseline_know_more(before: list[Finding], after: list[Finding]) -> None:
    old = taken(judged(*before))
    new = ratchet(old, judged(*after)).updated(prune=True)

    def known(baseline: Baseline) -> Counter[str]:
        return Counter(
            entry.fingerprint
            for entries in baseline.values()
            for entry in entries
            for _ in range(entry.times)
        )

    assert known(new) <= known(old)


@given(st.dictionaries(st.text(max_size=5), FAULTS, max_size=3))
def test_a_file_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, by_root: dict[str, list[Finding]]) -> None:  # fmt: skip  # noqa: E501
    baseline = {root: taken(judged(*found)).get("org.yaml", []) for root, found in by_root.items()}
    path = tmp_path_factory.getbasetemp() / "baseline.json"
    path.write_text(written(baseline), encoding="ascii", newline="\n")

    assert read(str(path), "baseline.json") == {root: list(entries) for root, entries in baseline.items()}


def test_the_file_is_this() -> None:
    baseline = taken(
        judged(fault("Kyōto"), fault("Kyoto"), fault("Kyoto"), root="b.yaml"),
        judged(fault("Paris", "CAS201", INFO), root="a.yaml"),
    )
    baseline["a.yaml"] = [baseline["a.yaml"][0]._replace(reason="known")]  # type: ignore[index]  # pyright: ignore[reportIndexIssue]  a dictionary
    assert written(baseline) == (
        "{\n"
        '  "version": 1,\n'
        '  "organizations": {\n'
        '    "a.yaml": [\n'
        '      {"rule": "CAS201", "subject": {"kind": "site", "name": "Paris"}, "severity": "info", '
        '"fingerprint": "CAS201-Paris", "reason": "known"}\n'
        "    ],\n"
        '    "b.yaml": [\n'
        '      {"rule": "CAS101", "subject": {"kind": "site", "name": "Kyoto"}, "severity": "error", '
        '"fingerprint": "CAS101-Kyoto", "count": 2},\n'
        '      {"rule": "CAS101", "subject": {"kind": "site", "name": "Ky\\u014dto"}, "severity": "error", '
        '"fingerprint": "CAS101-Ky\\u014dto"}\n'
        "    ]\n"
        "  }\n"
        "}\n"
    )


ENTRY = (
    '{"rule": "CAS101", "subject": {"kind": "site", "name": "K"}, "severity": "error", "fingerprint": "f"}'
)


def whole(entry: str) -> str:
    return f'{{"version": 1, "organizations": {{"org.yaml": [{entry}]}}}}'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1, column 1 is no JSON: expecting value"),
        ('{"version": 1,\n]', "line 2, column 1 is no JSON"),
        ("[]", "it is no JSON object"),
        ("[" * 100_000, "it is no JSON in UTF-8"),
        ("{}", "its version is None, and this caslint reads 1"),
        ('{"version": 2}', "its version is 2, and this caslint reads 1"),
        ('{"version": 1}', '"organizations" is missing or no object'),
        ('{"version": 1, "organizations": {"a": {}}}', "what stands under 'a' is no list"),
        (whole("1"), "entry 1 of 'org.yaml' is no object"),
        (whole(f"{ENTRY}, {{}}"), "\"subject\" of entry 2 of 'org.yaml' is missing or no object"),
        (whole(ENTRY.replace('"f"', "7")), "\"fingerprint\" of entry 1 of 'org.yaml' is missing or no text"),
        (whole(ENTRY.replace('"error"', '"bad"')), "is none of info, warning, error"),
        (
            whole(ENTRY[:-1] + ', "count": 0}'),
            "\"count\" of entry 1 of 'org.yaml' is no whole number above 0",
        ),
        (whole(ENTRY[:-1] + ', "count": true}'), "is no whole number above 0"),
        (whole(ENTRY[:-1] + ', "line": 7}'), "entry 1 of 'org.yaml' has the unknown key 'line'"),
        (whole(ENTRY[:-1] + ', "\\u001b[31m": 7}'), "has the unknown key '\\x1b[31m'"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str, why: str
) -> None:
    path = tmp_path_factory.mktemp("broken") / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read(str(path), "b.json")

    assert str(caught.value).startswith("the baseline b.json cannot be used: ")
    assert why in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("broken") / "b.json"
    path.write_bytes(b"\xff\x00")
    with pytest.raises(ConfigError, match=r"b\.json cannot be used"):
        read(str(path), "b.json")
    with pytest.raises(ConfigError, match="a folder, not a file"):
        read(str(path.parent), "b.json")
