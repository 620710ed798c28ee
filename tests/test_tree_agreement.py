"""libyaml and the pure parser give the same tree or the same refusal, whatever is done to a document."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from random import Random

import pytest

from both_parsers import PARSERS, located, with_libyaml, without_libyaml
from caslint.node import Node, Scalar, Sequence
from caslint.reading.dialect import look
from caslint.tree import parse
from mutations import PIECES, mutated

pytestmark = pytest.mark.skipif("libyaml" not in PARSERS, reason="libyaml is not installed")


def agree(texts: Iterable[str]) -> int:
    """How many of the texts have a tree."""
    trees = 0
    for text in texts:
        ours, pure = with_libyaml(text), without_libyaml(text)
        assert (located(ours.root), ours.faults) == (located(pure.root), pure.faults), repr(text)
        trees += ours.root is not None
    return trees


def shuffled(count: int) -> Iterable[str]:
    """Texts made of nothing but pieces of YAML."""
    random = Random(count)  # noqa: S311 - for tests
    pieces = [piece for piece in PIECES if len(piece) < 20]
    for _ in range(count):
        yield "".join(random.choice(pieces) for _ in range(random.randrange(2, 16)))


def test_they_agree_on_spoiled_documents() -> None:
    assert agree(mutated(number) for number in range(600)) > 100


def test_they_agree_on_any_pieces() -> None:
    assert agree(shuffled(1_000)) > 10


def test_they_agree_on_every_very_short_text() -> None:
    characters = "a:- [{}]'\"#&*|?,\n"

    assert agree("".join(text) for text in itertools.product(characters, repeat=3)) > 100


@pytest.mark.nightly
def test_they_agree_on_20_000_spoiled_documents() -> None:
    assert agree(mutated(number) for number in range(1_000, 21_000)) > 4_000


@pytest.mark.nightly
def test_they_agree_on_50_000_texts_of_pieces() -> None:
    assert agree(shuffled(50_000)) > 1_000


@pytest.mark.nightly
def test_they_agree_on_every_short_text() -> None:
    characters = "a: -[{}]'\"#&*|?,\n"

    assert agree("".join(text) for text in itertools.product(characters, repeat=4)) > 1_000


def test_what_libyaml_reads_at_once_holds_nothing_that_a_closer_look_refuses() -> None:
    accepted = [text for text in map(mutated, range(600)) if parse(text).root is not None]

    assert [text for text in accepted if look(text).fault] == []


def quoted(node: Node | None) -> list[Scalar]:
    if node is None or isinstance(node, Scalar):
        return [node] if node and node.style in ("'", '"') else []
    inner = node.items if isinstance(node, Sequence) else list(node.entries.values())
    return [scalar for child in inner for scalar in quoted(child)]


def test_what_is_cut_out_of_a_spoiled_document_parses_back() -> None:
    found = [(text, scalar) for text in map(mutated, range(1_200)) for scalar in quoted(parse(text).root)]

    assert len(found) > 100
    for text, scalar in found:
        alone = parse(text[scalar.start : scalar.end]).root
        assert isinstance(alone, Scalar)
        assert alone.text == scalar.text


@pytest.mark.parametrize("number", range(100))
def test_every_fault_stands_inside_the_text(number: int) -> None:
    text = mutated(number)
    for fault in parse(text).faults:
        assert 0 <= fault.start <= fault.end <= len(text)
        assert all(0 <= start <= end <= len(text) for start, end, _ in fault.related)
