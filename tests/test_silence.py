"""Comments silence what they say, where they say it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caslint import outline
from caslint.configuration.selector import Selector
from caslint.exchange.sources import Citation
from caslint.finding import Finding, Severity, Subject
from caslint.silencing.directive import Directive, directives
from caslint.silencing.ranges import Ranges
from caslint.silencing.silence import Silencing, silence
from caslint.text import Place, Source
from caslint.tree import Node, Scalar, Sequence, parse

TODAY = "2026-01-31"


class Known:
    def __init__(self, code: str, name: str) -> None:
        self.code = code
        self.name = name


RULES = (
    Known("CAS001", "yaml-syntax"),
    Known("CAS092", "suppression-unused"),
    Known("CAS101", "site-mailbox-without-cas"),
    Known("CAS105", "site-mailbox-without-hub"),
    Known("CAS201", "non-internet-facing-external-url"),
    Known("CAS208", "external-url-not-https"),
)
CODES = [rule.code for rule in RULES]


def finding(source: Source, start: int, code: str) -> Finding:
    no_citations: tuple[Citation, ...] = ()
    place = Place(source, start, start + 1)
    subject = Subject("site", "Kyoto")
    return Finding(code, "", Severity.ERROR, "wrong", subject, place, (), None, (), "", no_citations)


def run(
    text: str,
    *marks: str,
    ran: Collection[str] = CODES,
    unsuppressable: Collection[str] = (),
    today: str = TODAY,
) -> Silencing:
    """Silence one finding for each mark `CAS201 at words`: it begins where the words do."""
    source = Source("org.yaml", text)
    plain = re.sub("# caslint.*", lambda comment: " " * len(comment[0]), text)
    findings = [finding(source, plain.index(mark.split(" at ")[1]), mark.split(" at ")[0]) for mark in marks]
    trees = [(source, parse(text).root)]
    return silence(findings, trees, Selector(RULES), today=today, ran=ran, unsuppressable=unsuppressable)


def silenced(said: Silencing) -> list[str]:
    return [f"{one.finding.code} at line {one.finding.place.line}" for one in said.silenced]


def told(said: Silencing) -> list[str]:
    return [f"{code} {problem.place.line}: {problem.message}" for code, problem in said.problems]


def fixed(said: Silencing, number: int = 0) -> str:
    problem = said.problems[number][1]
    assert problem.fix is not None
    text = problem.place.source.text
    for edit in sorted(problem.fix.edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def test_at_the_end_of_a_line_it_silences_that_line() -> None:
    text = 'a:\n  - x: 1 # caslint: ignore[CAS201] reason="why"\n    y: 2\n'

    assert silenced(run(text, "CAS201 at x:", "CAS201 at 1", "CAS201 at y", "CAS208 at x:")) == [
        "CAS201 at line 2",
        "CAS201 at line 2",
    ]
    assert len(run(text, "CAS201 at x:", "CAS201 at y", "CAS208 at x:").kept) == 2


def test_names_and_codes_several_at_once_and_in_capitals() -> None:
    text = 'a: 1 # caslint: ignore[cas201,External-Url-Not-Https , CAS101] reason="why"\n'

    said = run(text, "CAS201 at a", "CAS208 at 1", "CAS101 at a")

    assert len(said.silenced) == 3
    assert not said.kept
    assert not said.problems


@pytest.mark.parametrize(
    ("below", "inside", "outside"),
    [
        ("- name: A\n  url: u\n- name: B\n", ["name: A", "url"], ["name: B"]),
        ("- name: A\n  deep:\n    - url: u\n", ["url"], []),
        ("-\n  name: A\n- name: B\n", ["name: A"], ["name: B"]),
        ("- # words\n  name: A\n- name: B\n", ["name: A"], ["name: B"]),
        ("- &anchor\n  name: A\n- name: B\n", ["name: A"], ["name: B"]),
        ("- &anchor name: A\n", ["name: A"], []),
        ("- - A\n  - C\n- B\n", ["A", "C"], ["B"]),
        ("- plain\n- B\n", ["plain"], ["B"]),
    ],
)
def test_above_an_item_it_silences_the_whole_item(below: str, inside: list[str], outside: list[str]) -> None:
    text = '# head\nsites:\n# caslint: ignore[CAS201] reason="why"\n' + below + "after: z\n"

    for words in inside:
        assert silenced(run(text, f"CAS201 at {words}")), words
    for words in [*outside, "sites", "after"]:
        assert not silenced(run(text, f"CAS201 at {words}")), words


@pytest.mark.parametrize(
    ("below", "inside", "outside"),
    [
        ("  url: u\n  other: o\n", ["url", "u\n"], ["other", "owa"]),
        ("  'url':\n    u\n  other: o\n", ["'url'", "u\n"], ["other"]),
        ("  url: {x: 1,\n    y: 2}\n  other: o\n", ["x", "y"], ["other"]),
        ("  url: |\n    line\n  other: o\n", ["url", "|"], ["other"]),
    ],
)
def test_above_a_key_it_silences_the_key_and_its_value(
    below: str, inside: list[str], outside: list[str]
) -> None:
    text = 'owa:\n  # caslint: ignore[CAS201] reason="why"\n' + below + "after: z\n"

    for words in inside:
        assert silenced(run(text, f"CAS201 at {words}")), words
    for words in [*outside, "after"]:
        assert not silenced(run(text, f"CAS201 at {words}")), words


def test_inside_a_flow_collection_it_works_the_same() -> None:
    text = 'sites: [\n  # caslint: ignore[CAS201] reason="why"\n  {name: A},\n  {name: B}]\n'

    assert silenced(run(text, "CAS201 at name: A")) == ["CAS201 at line 3"]
    assert not silenced(run(text, "CAS201 at name: B"))


def test_above_the_first_key_it_silences_that_key_only() -> None:
    text = '# caslint: ignore[CAS201] reason="why"\n---\na: 1\n'
    assert told(run(text))[0].startswith("CAS092 1: no item and no key begins on the line below")

    text = '---\n# caslint: ignore[CAS201] reason="why"\na: 1\nb: 2\n'
    assert silenced(run(text, "CAS201 at a", "CAS201 at b")) == ["CAS201 at line 3"]


def test_comments_may_be_stacked() -> None:
    text = (
        'a:\n  # caslint: ignore[CAS201] reason="one"\n  # words\n'
        '  # more words # caslint: ignore[CAS208] reason="two"\n  - x\n'
    )

    said = run(text, "CAS201 at x", "CAS208 at x")

    assert [one.reason for one in said.silenced] == ["one", "two"]
    assert not said.problems


def test_what_an_alias_brings_in_is_silenced_where_it_stands() -> None:
    text = 'a: &one\n  x: 1\nlist:\n  # caslint: ignore[CAS201] reason="why"\n  - *one\n  - y: 2\n'

    said = run(text, "CAS201 at x", "CAS201 at y")

    assert not said.silenced
    assert told(said) == [
        "CAS092 4: no item and no key begins on the line below this comment, so that it silences nothing"
    ]


def test_what_an_alias_brings_in_hides_no_text_before_it() -> None:
    text = 'a: &one {x: 1}\nlist:\n  - "p # caslint: noqa"\n  - *one\n  - "q # caslint: noqa"\n'

    assert not told(run(text))


def test_at_the_head_of_a_file_it_silences_the_file() -> None:
    text = '# words\n# caslint: ignore-file[CAS201, CAS208] reason="old"\n\na: 1\nb: 2\n'

    said = run(text, "CAS201 at a", "CAS201 at b", "CAS208 at 2", "CAS101 at a")

    assert [one.reason for one in said.silenced] == ["old"] * 3
    assert [one.code for one in said.kept] == ["CAS101"]
    assert not said.problems


def test_only_its_own_file_is_silenced() -> None:
    head = '# caslint: ignore-file[CAS201] reason="old"\na: 1\n'
    sources = [Source("one.yaml", head), Source("two.yaml", "a: 1\n")]
    findings = [finding(source, source.text.index("a:"), "CAS201") for source in sources]
    trees = [(source, parse(source.text).root) for source in sources]

    said = silence(findings, trees, Selector(RULES), today=TODAY, ran=CODES)

    assert [one.finding.place.file for one in said.silenced] == ["one.yaml"]
    assert [one.place.file for one in said.kept] == ["two.yaml"]


def test_further_down_it_is_told_that_the_head_is_the_place() -> None:
    text = 'a: 1\n# caslint: ignore-file[CAS201] reason="old"\nb: 2\n'

    assert told(run(text, "CAS201 at a")) == [
        "CAS094 2: ignore-file stands at the head of a file, before its first key; further down it silences nothing"
    ]


@pytest.mark.parametrize(
    "text",
    [
        'a: "# caslint: ignore[CAS201] reason=why"\n',
        "a: 'x # caslint: ignore[CAS201]'\n",
        "a: |\n  x # caslint: disable\n  # caslint: noqa\n",
        "a: >-\n  # caslint: noqa\nb: 1\n",
        '"# caslint: noqa": 1\n',
        "a#caslint: 1\n",
        'a: "x\n  # caslint: noqa\n  y"\n',
        "a: x# caslint:noqa\n",
        "a: 1 # write caslint: ignore[CAS201] to silence it\n",
        "a: 1 # see the manual of caslint\n",
    ],
)
def test_what_is_no_comment_for_caslint_says_nothing(text: str) -> None:
    assert parse(text).root is not None
    assert not told(run(text))


def test_a_block_scalar_may_have_a_comment_behind_its_head() -> None:
    text = 'a: | # caslint: ignore[CAS201] reason="why"\n  # caslint: noqa\n'

    assert silenced(run(text, "CAS201 at a"))
    assert not told(run(text, "CAS201 at a"))


@pytest.mark.parametrize("option", ["", ' reason=""', ' reason="  "', " until=2999-01-01"])
def test_without_a_reason_nothing_is_silenced(option: str) -> None:
    said = run(f"a: 1 # caslint: ignore[CAS201]{option}\n", "CAS201 at a")

    assert len(said.kept) == 1
    assert told(said) == ['CAS091 1: without a reason this comment silences nothing; add reason="…"']


def test_the_reason_may_hold_quotes() -> None:
    said = run('a: 1 # caslint: ignore[CAS201] reason="\\"x\\" # \\\\ y"\n', "CAS201 at a")

    assert said.silenced[0].reason == '"x" # \\ y'


def test_another_comment_may_follow() -> None:
    text = 'a: 1 # caslint: ignore[CAS201] reason="x" # and more words\n'

    assert silenced(run(text, "CAS201 at a"))
    assert not told(run(text, "CAS201 at a"))
    assert fixed(run(text)) == "a: 1 # and more words\n"


@pytest.mark.parametrize(
    ("day", "expired"),
    [
        ("2026-01-31", False),
        ("2026-02-01", False),
        ("2026-01-30", True),
        ("2027-02-30", True),
        ("9999-99-99", True),
        ("0000-01-01", True),
    ],
)
def test_until_includes_its_day_and_an_impossible_one_has_passed(day: str, *, expired: bool) -> None:
    said = run(f'a: 1 # caslint: ignore[CAS201] until={day} reason="x"\n', "CAS201 at a")

    assert len(said.kept) == expired
    assert [code for code, _ in said.problems] == ["CAS093"] * expired
    assert [one.until for one in said.silenced] == [day] * (not expired)


def test_an_expired_comment_says_what_came_back() -> None:
    text = 'a: 1 # caslint: ignore[CAS201, CAS208] until=2025-12-31 reason="x"\n'

    came_back = "this comment ended on 2025-12-31 and no longer silences CAS201 and CAS208"
    assert told(run(text, "CAS201 at a")) == [f"CAS093 1: {came_back}; mend the cause or name a later day"]
    assert run(text, "CAS201 at a").problems[0][1].fix is None
    assert told(run(text)) == [
        "CAS093 1: this comment ended on 2025-12-31 and there is nothing left for it to silence"
    ]
    assert fixed(run(text)) == "a: 1\n"


def test_an_impossible_day_is_called_so() -> None:
    said = run('a: 1 # caslint: ignore[CAS201] reason="x" until=2027-02-30\n', "CAS201 at a")

    assert told(said)[0].startswith(
        "CAS093 1: this comment names 2027-02-30, which is no day of the calendar,"
    )


@pytest.mark.parametrize(
    ("comment", "form"),
    [
        ('ignore [CAS201] reason="x"', 'ignore[CAS201] reason="x"'),
        ('disable[CAS201] reason="x"', 'ignore[CAS201] reason="x"'),
        ('disable-next-line CAS201 reason="x"', 'ignore[CAS201] reason="x"'),
        ("noqa: CAS201", 'ignore[CAS201] reason="why"'),
        ("noqa", 'ignore[CAS201] reason="why"'),
        ("CAS208", 'ignore[CAS208] reason="why"'),
        ("ignore", 'ignore[CAS201] reason="why"'),
        ("ignore[]", 'ignore[CAS201] reason="why"'),
        ('ignore[ , ] reason="x"', 'ignore[CAS201] reason="x"'),
        ("ignore[CAS208", 'ignore[CAS208] reason="why"'),
        ('ignore(CAS208, CAS101) reason="x"', 'ignore[CAS208, CAS101] reason="x"'),
        ("ignore=CAS208", 'ignore[CAS208] reason="why"'),
        ("ignore[CAS201] reason='single quotes'", 'ignore[CAS201] reason="single quotes"'),
        ("ignore[CAS201] reason=“curly quotes”", 'ignore[CAS201] reason="curly quotes"'),
        ("ignore[CAS201] reason: no quotes", 'ignore[CAS201] reason="no quotes"'),
        ('ignore[CAS201] reason = "spaces"', 'ignore[CAS201] reason="spaces"'),
        ('ignore[CAS201] reason="not closed', 'ignore[CAS201] reason="not closed"'),
        ('ignore[CAS201]reason="no space"', 'ignore[CAS201] reason="no space"'),
        ('ignore[CAS201] until="2027-03-31" reason="x"', 'ignore[CAS201] until=2027-03-31 reason="x"'),
        ('ignore[CAS201] until=31.03.2027 reason="x"', 'ignore[CAS201] until=2027-03-31 reason="x"'),
        ('ignore[CAS201] reason="x" reason="y"', "ignore[CAS201] reason=\"x' reason='y\""),
        ("ignore[CAS201] because it is so", 'ignore[CAS201, because, it, is, so] reason="why"'),
        ('ignore-file [CAS201] reason="x"', 'ignore-file[CAS201] reason="x"'),
        ('disable-file=CAS201 reason="x"', 'ignore-file[CAS201] reason="x"'),
        ('IGNORE[CAS201] reason="x"', 'ignore[CAS201] reason="x"'),
    ],
)
def test_a_near_miss_silences_nothing_and_is_told_the_form(comment: str, form: str) -> None:
    said = run(f"a: 1 # caslint: {comment}\n", "CAS201 at a")

    assert len(said.kept) == 1
    assert told(said) == [
        f"CAS094 1: as it is written this comment silences nothing; the form is # caslint: {form}"
    ]


@pytest.mark.parametrize(
    "comment", ['ignore[CAS201] reason="x"', 'ignore [CAS201] reason="x"', 'disable[CAS201] reason="x"']
)
def test_a_forgotten_colon_is_a_near_miss(comment: str) -> None:
    said = run(f"a: 1 # caslint {comment}\n", "CAS201 at a")

    assert len(said.kept) == 1
    assert told(said) == [
        'CAS094 1: as it is written this comment silences nothing; the form is # caslint: ignore[CAS201] reason="x"'
    ]


@pytest.mark.parametrize("comment", ["caslint ignores names' case [sic]", "caslint checks this [CAS201]"])
def test_prose_about_caslint_is_no_near_miss(comment: str) -> None:
    assert told(run(f"a: 1 # {comment}\n", "CAS201 at a")) == []


def test_no_rule_is_guessed_for_a_group() -> None:
    said = run('a: 1 # caslint: ignore[CAS2] reason="x"\n', "CAS201 at a")

    assert [problem.fix for _, problem in said.problems] == [None]


def test_a_near_miss_that_says_everything_can_be_mended() -> None:
    said = run(
        "a: 1 # caslint: disable [CAS201] reason='x' # caslint: ignore[CAS208] reason=\"y\"\n", "CAS208 at a"
    )
    fix = said.problems[0][1].fix

    assert fix is not None
    assert not fix.safe
    assert fixed(said) == 'a: 1 # caslint: ignore[CAS201] reason="x" # caslint: ignore[CAS208] reason="y"\n'
    assert silenced(said) == ["CAS208 at line 1"]


@pytest.mark.parametrize(
    "comment", ["noqa: CAS201", 'disable[XYZ] reason="x"', "ignore[CAS201] reason='x' until=soon"]
)
def test_what_has_to_be_guessed_is_not_mended(comment: str) -> None:
    assert run(f"a: 1 # caslint: {comment}\n").problems[0][1].fix is None


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("CAS2O1", 'no rule is called "CAS2O1"; the nearest is CAS201 (non-internet-facing-external-url)'),
        (
            "site-mailbox-withuot-cas",
            'no rule is called "site-mailbox-withuot-cas"; the nearest is CAS101 (site-mailbox-without-cas)',
        ),
        ("qqq", 'no rule is called "qqq"; caslint rules lists them all'),
        ("*", 'no rule is called "*"; caslint rules lists them all'),
        ("CAS2", "CAS2 is a group of rules, and a comment names each rule that it silences, such as CAS201"),
        ("CAS001", "CAS001 (yaml-syntax) cannot be silenced: it is about the declaration itself"),
        (
            "suppression-unused",
            "CAS092 (suppression-unused) cannot be silenced: it is about the declaration itself",
        ),
        (
            "CAS208",
            "no comment silences CAS208 (external-url-not-https): the configuration lists it under unsuppressable",
        ),
    ],
)
def test_a_word_that_cannot_silence_is_told_and_the_others_count(word: str, message: str) -> None:
    text = f'a: 1 # caslint: ignore[{word}, CAS201] reason="x"\n'
    said = run(text, "CAS201 at a", "CAS208 at a", unsuppressable=["CAS208"])

    assert told(said) == [f"CAS094 1: {message}"]
    assert said.problems[0][1].place.text == word
    assert silenced(said) == ["CAS201 at line 1"]


def test_the_nearest_name_is_offered_but_not_as_a_safe_fix() -> None:
    said = run('a: 1 # caslint: ignore[CAS2O1] reason="x"\n')
    fix = said.problems[0][1].fix

    assert fix is not None
    assert not fix.safe
    assert fixed(said) == 'a: 1 # caslint: ignore[CAS201] reason="x"\n'


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('a: 1   # caslint: ignore[CAS201] reason="x"\nb: 2\n', "a: 1\nb: 2\n"),
        ('a: 1 # caslint: ignore[CAS201] reason="x"', "a: 1"),
        ('a: 1\r\n  # caslint: ignore[CAS201] reason="x"  \r\nb: 2\r\n', "a: 1\r\nb: 2\r\n"),
        ('a: 1\r# caslint: ignore[CAS201] reason="x"\rb: 2\r', "a: 1\rb: 2\r"),
        ('# caslint: ignore-file[CAS201] reason="x"\na: 1\n', "a: 1\n"),
        ('a: 1\n# words # caslint: ignore[CAS201] reason="x"\nb: 2\n', "a: 1\n# words\nb: 2\n"),
        ('a: 1\n  # caslint: ignore[CAS201] reason="x"  # words\nb: 2\n', "a: 1\n  # words\nb: 2\n"),
        ('a: 1 # words # caslint: ignore[CAS201] reason="x"\n', "a: 1 # words\n"),
        ('é: "🙂" # caslint: ignore[CAS201] reason="日本"\n', 'é: "🙂"\n'),
        (
            'a: 1 # caslint: ignore[CAS201, external-url-not-https, CAS101] reason="x"\n',
            'a: 1 # caslint: ignore[external-url-not-https] reason="x"\n',
        ),
    ],
)
def test_an_unused_comment_is_deleted_and_nothing_else(text: str, mended: str) -> None:
    marks = ["CAS208 at a"] if "https" in text else []
    said = run(text, *marks)
    fix = said.problems[0][1].fix

    assert [code for code, _ in said.problems] == ["CAS092"]
    assert fix is not None
    assert fix.safe
    assert fixed(said) == mended
    assert not run(mended, *marks).problems


def test_a_comment_about_a_rule_that_did_not_run_is_not_unused() -> None:
    text = 'a: 1 # caslint: ignore[CAS201, CAS208] reason="x"\n'

    assert told(run(text, ran=["CAS101"])) == []
    assert told(run(text, ran=["CAS208"])) == [
        "CAS092 1: there is no finding of CAS208 for this comment to silence"
    ]
    assert fixed(run(text, ran=["CAS208"])) == 'a: 1 # caslint: ignore[CAS201] reason="x"\n'


def test_the_closest_comment_silences_and_the_other_is_unused() -> None:
    text = (
        '# caslint: ignore-file[CAS201] reason="file"\nsites:\n  # caslint: ignore[CAS201] reason="item"\n'
        '  - name: A\n    url: u # caslint: ignore[CAS201] reason="line"\n'
    )

    assert [
        one.reason for one in run(text, "CAS201 at u ", "CAS201 at name", "CAS201 at sites").silenced
    ] == [
        "line",
        "item",
        "file",
    ]
    assert told(run(text, "CAS201 at u ")) == [
        "CAS092 1: this file has no finding of CAS201 for this comment to silence",
        "CAS092 3: there is no finding of CAS201 for this comment to silence",
    ]


def test_an_expired_comment_leaves_the_finding_to_one_further_out() -> None:
    text = (
        '# caslint: ignore-file[CAS201] reason="file"\n'
        'a: 1 # caslint: ignore[CAS201] until=2020-01-01 reason="line"\n'
    )
    said = run(text, "CAS201 at a:")

    assert [one.reason for one in said.silenced] == ["file"]
    assert [code for code, _ in said.problems] == ["CAS093"]


def test_two_flaws_that_say_the_same_can_be_told_apart() -> None:
    text = 'a: 1 # caslint: ignore[CAS201] reason="x"\nb: 2 # caslint: ignore[CAS201] reason="x"\n'
    first, second = (problem for _, problem in run(text).problems)

    assert first.message == second.message
    assert first.key != second.key


def test_a_file_that_is_no_yaml_or_holds_nothing_is_passed_over() -> None:
    text = '# caslint: ignore-file[CAS201] reason="x"\n'

    assert not run(text).problems
    assert not run(text + "a: [\n").problems


def test_without_the_mark_no_text_is_looked_into() -> None:
    class Untouchable(list[object]):
        pass

    source = Source("org.yaml", "a: 1\n")
    tree = Sequence([Scalar("x")])
    tree.items = Untouchable()  # type: ignore[assignment] # pyright: ignore[reportAttributeAccessIssue] - whoever reads it fails

    said = silence(
        [finding(source, 0, "CAS201")],
        [(source, tree)],
        Selector(RULES),
        today=TODAY,
        ran={"org.yaml": CODES},
    )

    assert len(said.kept) == 1


def slow_closest(ranges: list[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    holding = [one for one in ranges if one[0] <= offset < one[1]]
    return max(holding, key=lambda one: (one[0], -one[1]), default=None)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12), st.integers(0, 21))
@settings(deadline=None)
def test_the_closest_range_is_found(pairs: list[tuple[int, int]], offset: int) -> None:
    added = [(min(pair), max(pair)) for pair in pairs]
    ranges = Ranges()
    for number, (start, end) in enumerate(added):
        ranges.add(start, end, number)
    found = ranges.closest(offset)

    assert (None if found is None else added[found]) == slow_closest(added, offset)


@given(st.text(alphabet='caslint: igore[]CAS201,-#"\\\n =until reason 27fx', max_size=80), st.integers(0, 3))
@settings(deadline=None, max_examples=300)
def test_no_comment_makes_it_stumble(words: str, repeat: int) -> None:
    text = "a: 1 # caslint:" + words.replace("\n", "\n# caslint: ") * repeat + words + "\nb: 2\n"
    source = Source("org.yaml", text)
    root = parse(text).root
    said = silence([], [(source, root)], Selector(RULES), today=TODAY, ran=CODES)

    for _, problem in said.problems:
        assert 0 <= problem.place.start < problem.place.end <= len(text)
        assert "\n" not in problem.place.text


def test_of_twenty_thousand_comments_each_costs_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "list:\n" + '  - x # caslint: ignore[CAS201] reason="y"\n' * 20_000
    source = Source("org.yaml", text)
    root = parse(text).root
    own = outline.__dict__["_own"]
    looked_into: list[object] = []

    def looking(node: object) -> object:
        looked_into.append(node)
        return own(node)

    monkeypatch.setattr(outline, "_own", looking)
    begins = [source.starts[number] for number in range(1, len(source.starts) - 1)]
    findings = [finding(source, start, "CAS201") for start in begins]

    said = silence(findings, [(source, root)], Selector(RULES), today=TODAY, ran=CODES)

    assert len(said.silenced) == 20_000
    assert not said.problems
    assert len(looked_into) == 2


def test_a_line_of_a_million_characters_is_read_in_pieces() -> None:
    text = "a: 1 " + '# caslint: ignore[CAS201] reason="\\"' * 25_000 + "\n"
    found = directives(text)

    assert len(found) < 2_000
    assert not any(isinstance(one, Directive) for one in found)


def test_a_flood_of_unknown_words_is_not_compared_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def comparing(word: str, possibilities: object, n: int) -> list[str]:
        del possibilities, n
        compared.append(word)
        return []

    monkeypatch.setattr("difflib.get_close_matches", comparing)
    text = "".join(f'a{number}: 1 # caslint: ignore[W{number}] reason="x"\n' for number in range(3000))

    assert (
        len(
            run(
                text + text.replace("a", "b").replace("cbslint", "caslint").replace("rebson", "reason")
            ).problems
        )
        == 6000
    )
    assert len(compared) <= 200


KINDS_OF_TEXT = """\
--- # start
plain: value
"quoted # key": 'single # quoted'
'it''s': "double \\" # quoted
  over # lines
  and more"
empty:
literal: |
  # no comment
  text # no comment

folded: >-2
    # no comment

  text
several: plain text
  over lines
anchors: &anchor
  - &item a
  - *item
  - {flow: [1, "two # three", 'four', *item], other: x}
  - [a,
     b,
     "c"
    ]
  -
    - nested
    - - deeper
      - ? complex
        : value
alias: *anchor
merged:
  <<: {a: 1}
  url: https://mail.contoso.com/owa#fragment
last: ~
"""


def values(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return {key: values(value) for key, value in node.entries.items()} if node else None


@pytest.mark.parametrize("own_line", [False, True])
@pytest.mark.parametrize("line", range(KINDS_OF_TEXT.count("\n")))
def test_what_changes_no_value_is_a_comment_and_nothing_else_is(line: int, *, own_line: bool) -> None:
    lines = KINDS_OF_TEXT.splitlines()
    comment = ' # caslint: ignore[CAS201] reason="x"'
    lines[line] += ("\n" if own_line else "") + comment
    text = "\n".join(lines) + "\n"
    parsed = parse(text)
    is_comment = not parsed.faults and values(parsed.root) == values(parse(KINDS_OF_TEXT).root)

    assert bool(run(text).problems) is is_comment
