"""Texts that were made to do harm: each is answered soon and in little memory, by both parsers.

Where a text could make a parser run for hours it is read in a process of its own
that is ended after a while; the tests hold no other times.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from both_parsers import PARSERS, Parser
from caslint.node import Mapping, Node, Scalar, Sequence
from caslint.reading.glance import too_many
from caslint.reading.refusals import MAX_DEPTH, MAX_NODES

DEEP = f"collections stand more than {MAX_DEPTH} deep in one another here"
BOMB = "with this alias written out, the file would hold too many values to check"
MANY = f"the file may hold more than {MAX_NODES:,} values; cut it into several and list them under include"

FOR_HOURS = {
    "brackets": ("'[' * 100_000", DEEP),
    "braces": ("'{a: ' * 100_000", DEEP),
    "brackets in turn": ("'a: ' + '[{' * 50_000", DEEP),
    "brackets, a line each": ("'[\\n' * 100_000", DEEP),
    "brackets that are closed": ("'[' * 900 + ']' * 900", DEEP),
    "dashes": ("'- ' * 100_000 + 'a'", DEEP),
    "mappings": ("''.join(' ' * depth + 'a:\\n' for depth in range(1_000))", DEEP),
    "a quote that never closes": (
        "'a: \"' + 'x ' * 5_000_000",
        'the closing " is missing from the text that begins here',
    ),
    "quotes": ("'\"' * 200_001", 'the closing " is missing from the text that begins here'),
    "colons": ("'a' + ':' * 200_000 + ' b: c'", "a second key cannot stand on this line"),
    "asterisks": ("'*' * 200_000", "a text that begins with * must be quoted"),
    "documents": ("'---\\n' * 200_000", "a second document begins here"),
    "ends of documents": ("'a: 1\\n' + '...\\n' * 200_000", "the document ends here"),
    "lines of spaces": ("'a: |\\n' + ' \\n' * 200_000 + '  x'", "this line holds spaces only"),
    "a bracket that never closes": ("'a: [b\\n' + 'c: d\\n' * 100_000", "this [ is closed nowhere"),
    "a comment behind an anchor": ("'a: &x ' + '# c\\n' * 100_000 + '&y'", ""),
    "values": ("'[' + '1,' * 6_000_000 + ']'", MANY),
    "lines that end in CR": ("'- a\\r' * 6_000_000", MANY),
    "lines": ("'- a\\n' * 6_000_000", MANY),
    "a character nobody can hide behind": (
        "'a: [(x):' + ''.join(map(chr, range(0xE000, 0xF8FF))) + ']'",
        "a space must follow",
    ),
}
SCRIPT = """
import sys
from caslint.tree import parse
text = {text}
for fault in parse(text, pure={pure}).faults:
    print(fault.code, fault.message)
"""


@pytest.fixture(params=PARSERS.values(), ids=list(PARSERS))
def parser(request: pytest.FixtureRequest) -> Parser:
    found: Parser = request.param
    return found


@pytest.mark.parametrize("name", FOR_HOURS)
@pytest.mark.parametrize("pure", [name == "pure" for name in PARSERS], ids=list(PARSERS))
def test_it_is_answered_before_anybody_loses_patience(name: str, pure: bool) -> None:
    text, message = FOR_HOURS[name]
    script = SCRIPT.format(text=text, pure=pure)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )

    assert done.stdout.startswith(f"CAS001 {message}" if message else "")
    assert done.stderr == ""


def test_sixty_four_collections_may_stand_in_one_another(parser: Parser) -> None:
    assert parser("[" * MAX_DEPTH + "]" * MAX_DEPTH).faults == ()
    assert parser("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)).faults == ()
    assert [fault.message for fault in parser("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH).faults] == [DEEP]


def bomb(levels: int, width: int) -> str:
    def line(level: int) -> str:
        return f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * width) + "]"

    return "\n".join(["a0: &a0 [x, x, x, x]", *map(line, range(1, levels))])


def test_a_bomb_of_aliases_does_not_go_off(parser: Parser) -> None:
    assert [fault.message for fault in parser(bomb(40, 10)).faults] == [BOMB]


def test_a_bomb_of_merges_does_not_go_off(parser: Parser) -> None:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{i}: &a{i} {{k{i}: [*a{i - 1}, *a{i - 1}], <<: *a{i - 1}}}" for i in range(1, 60)]

    assert [fault.message for fault in parser("\n".join(lines)).faults] == [BOMB]


def test_aliases_cannot_build_a_tower(parser: Parser) -> None:
    message = f"with this alias written out, collections would stand more than {MAX_DEPTH} deep"
    lines = ["a0: &a0 [x]", *(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 100))]

    assert [fault.message for fault in parser("\n".join(lines)).faults] == [message]


def depth(node: Node) -> int:
    if isinstance(node, Scalar):
        return 0
    inner = node.items if isinstance(node, Sequence) else node.entries.values()
    return 1 + max(map(depth, inner), default=0)


def test_no_tree_is_deeper_than_it_may_be(parser: Parser) -> None:
    lines = ["a0: &a0 [x]", *(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, MAX_DEPTH - 1))]
    root = parser("\n".join(lines)).root

    assert root is not None
    assert depth(root) == MAX_DEPTH


def test_many_anchors_aliases_and_keys_are_no_matter(parser: Parser) -> None:
    text = "".join(f"k{i}: &a{i} x\nl{i}: *a{i}\n" for i in range(3_000))
    root = parser(text).root

    assert isinstance(root, Mapping)
    assert len(root.entries) == 6_000


def test_a_mapping_of_many_keys_on_one_line_is_read(parser: Parser) -> None:
    root = parser("{" + ", ".join(f"k{i}: {i}" for i in range(5_000)) + "}").root

    assert isinstance(root, Mapping)
    assert len(root.entries) == 5_000


def test_a_huge_scalar_is_read(parser: Parser) -> None:
    root = parser("a: " + "x" * 1_000_000 + "\nb: |\n" + "  yy\n" * 50_000).root

    assert isinstance(root, Mapping)
    assert [len(node.text) for node in root.entries.values() if isinstance(node, Scalar)] == [
        1_000_000,
        150_000,
    ]


def test_second_keys_without_end_are_told_of_up_to_a_bound(parser: Parser) -> None:
    text = "".join(f"k{i}: 1\nk{i}: 2\n" for i in range(10_500))

    assert len(parser(text).faults) == 10_000


def test_line_ends_of_two_characters_count_once() -> None:
    line = "- CAS01\r\n"  # two pieces: a dash and a line

    assert too_many(line * (MAX_NODES // 2 - 1)) is None
    assert too_many(line * (MAX_NODES // 2))


def test_a_long_key_is_refused_in_a_sentence(parser: Parser) -> None:
    [fault] = parser("a: 1\n" + "k" * 1_100 + ": 2\n").faults

    assert fault.message == "a key may be 1,024 characters long at most"


@pytest.mark.parametrize(
    "text",
    [
        f"a: *{'x' * 100_000}\n",
        f"a: &x 1\nb: *{'x' * 100_000}\n",
        f"a: &{'x' * 100_000} 1\nb: *x\n",
        f"a: &{'x' * 100_000} 1\nb: &{'x' * 100_000} 2\n",
        f"{'x' * 1_000}: 1\n{'x' * 1_000}: 2\n",
        f"a: 1\n{'x' * 1_000}:2\n",
        f"a: !{'x' * 100_000}\n",
    ],
)
def test_no_message_is_as_long_as_the_file(text: str, parser: Parser) -> None:
    [fault] = parser(text).faults

    assert len(fault.message) < 200
