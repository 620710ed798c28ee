"""What a topology file may not hold, and what is said of YAML that is none: located, in our own words."""

from __future__ import annotations

import pytest

from both_parsers import PARSERS, Parser
from caslint.tree import Fault

REFUSED = [
    # what parsers read differently
    ("a:«\t»1\n", "a tab stands here; YAML is indented and separated with spaces only"),
    ("a:\n«\t»b: 1\n", "a tab stands here"),
    ("a: 1«\t»# why\n", "a tab stands here"),
    ("a: b«\t»c\n", "a tab stands here"),
    ("a: |\n  «\t»b\n    c\n", "a tab stands here"),
    ("a: b«\x85»c", "the line separator U+0085 stands here; write an ordinary line end"),
    ('a: "b«\u2028»c"', "the line separator U+2028 stands here"),
    ("# «\u2029»", "the line separator U+2029 stands here"),
    ("«\ufeff»a: 1", "a byte order mark (U+FEFF) stands inside the text; remove it"),
    ("a: «\x07»", "the control character U+0007 stands here; remove it"),
    ("a: «\x00»", "the control character U+0000 stands here; remove it"),
    ("a: «\x7f»", "the control character U+007F stands here; remove it"),
    ("a: «\ud83d»", "half a character (U+D83D) stands here; save the file as UTF-8"),
    ("a: &x 1\nb: «&x» 2\n", "the anchor &x is defined twice; give the second one a name of its own"),
    ("«%»YAML 1.1\n---\na: 1\n", "a topology file needs no directives; remove this line"),
    ("a: 1\n%YAML 1.2\n«---»\na: 1\n", "a second document begins here"),
    ("«!!map» {a: 1}", "a topology file needs no tags; remove this one, or quote the text"),
    ("a: &x «!t» 1", "a topology file needs no tags"),
    ("a: 1\n«---»\nb: 1\n", "a second document begins here; a topology file holds one"),
    ("a: 1\n«...»\nb: 1\n", "the document ends here, and nothing may follow"),
    ("«...»\na: 1\n", "no document has begun that this could end; remove the line"),
    ("«---» a: 1\n", "nothing may follow --- on its line"),
    ("«?» a\n: 1\n", "a ? here begins a key of several parts; a key must be one piece of text"),
    ("a: {«?» b: 1}", "a ? here begins a key of several parts"),
    ("«[»a]: 1", "a key must be one piece of text, not a list or a mapping; quote it if it is text"),
    ("{«{»a: 1}: 1}", "a key must be one piece of text"),
    ("a: &x [1]\n«*»x : 1", "a key must be one piece of text"),
    ("a: 1\n«:» 2\n", "a key is missing before this colon"),
    ("{«:» 2}", "a key is missing before this colon"),
    ("a: [«b»: c]", "a key and its value stand in a list here; put them between { }, or quote the text"),
    ("a: [b«:», c]", "a space must follow this colon, or the text around it be quoted"),
    ('a: ["b"«:»c]', "a space must follow this colon"),
    ("a: «*.contoso.com»", "a text that begins with * must be quoted; * begins an alias"),
    ("a: [«*.contoso.com», b]", "a text that begins with * must be quoted"),
    ("a: «&»", "a text that begins with & must be quoted; & begins an anchor"),
    ("a: «@home»", "a text that begins with @ must be quoted"),
    ("a: «%TEMP% x» # c", "a text that begins with % must be quoted"),
    (
        'a: "C:«\\U»sers"',
        "\\U means nothing between double quotes; write \\\\ for a backslash, or use single quotes",
    ),
    ('a: "«\\u»d83d\\ude00"', "\\u means nothing between double quotes"),
    ('a: "«\\x»4"', "\\x means nothing between double quotes"),
    ("«|»\n a", "a topology file is a mapping of keys, not one piece of text"),
    ("a: «| text»\n", "the text after | or > begins on the next line, indented deeper than its key"),
    ("a: «|#»\n  b\n", "the text after | or > begins on the next line"),
    ("a: |\n« »\n   b\n", "this line holds spaces only, fewer than those below; empty it"),
    # aliases
    ("a: «*x»\n", "there is no anchor &x before this alias"),
    ("a: &b 1\nc: «*defaults»\n", "there is no anchor &defaults before this alias; there is &b"),
    (
        "a: &default 1\nc: «*defaults»\n",
        "there is no anchor &defaults before this alias; perhaps &default was meant",
    ),
    ("a: &x [1, «*x»]\n", "the alias *x stands inside the very thing that it names"),
    ("a: &x 1\nb: {«<<»: *x}\n", "only a mapping, or a list of mappings, can be merged with <<"),
    ("a: {«<<»: [{b: 1}, c]}\n", "only a mapping, or a list of mappings, can be merged with <<"),
    # what is not closed
    ('a: «"b»\nc: d\n', 'the closing " is missing from the text that begins here'),
    ("a: «'b» \n", "the closing ' is missing from the text that begins here"),
    ('a: «"b»\nc: "d"\n', 'the closing " is missing from the text that begins here'),
    ("a: «[»b, c\nd: e\n", "this [ is closed nowhere; write ] where the list ends"),
    ("a: «[»b, c\nd: [e]\nf: https://g\n", "this [ is closed nowhere"),
    ("a: «{»b: [c]\n", "this { is closed nowhere; write } where the mapping ends"),
    ("a: {b: [c«}»}\n", "a [ is not closed by }"),
    ("a: b\n«]»\n", "there is no [ that this ] closes"),
    # what is no YAML
    (
        "a: b«:» c\n",
        "a second key cannot stand on this line; begin a new one, or quote the text that holds a colon",
    ),
    (
        "a: b\n  «c:» d\n",
        "this line is indented deeper than the key above it, so it goes on with that key's text",
    ),
    ("a: 1\n«b:2»\nc: 3\n", "a space is missing after b:"),
    ("a: 1\n«b c»\nd: 3\n", "this line stands among keys, but has no colon with a space after it"),
    ("a: 1\n«- b»\n", "a list item stands among keys here; indent it below the key that it belongs to"),
    ("a:\n    b: 1\n  «c: 2»\n", "this line begins in column 3, but the keys of its mapping in column 1"),
    ("- a\n«b: c»\n", "this line stands among the items of a list, but does not begin with - and a space"),
    ("-   - a\n  «- b»\n", "this line begins in column 3, but the items of its list in column 1"),
    ("  a: 1\n«b: 2»\n", "the lines above are indented deeper than this one"),
    (
        "a: 'b' «c»\n",
        "this cannot follow the value before it; quote the two as one text, or begin a new line",
    ),
    ("a: «- b»\n", "a list cannot begin here; begin it on a new line, below its key"),
    ("a: [b «{»c: d}]\n", "a comma is missing before this, or a ] that closes the ["),
    ("a: {b: c, 'd' «'»e'}\n", "a comma is missing before this, or a } that closes the {"),
    ("a: [b, «,» c]\n", "a value is missing before this"),
    ("a: [«-» b]\n", "between brackets a comma separates values, not a -"),
    ("a: «, b»\n", "a text that begins with , must be quoted"),
]


@pytest.fixture(params=PARSERS.values(), ids=list(PARSERS))
def parser(request: pytest.FixtureRequest) -> Parser:
    found: Parser = request.param
    return found


def refusal(text: str, parser: Parser) -> Fault:
    parsed = parser(text)
    assert parsed.root is None
    assert [fault.code for fault in parsed.faults] == ["CAS001"]
    return parsed.faults[0]


@pytest.mark.parametrize(("marked", "message"), REFUSED)
def test_it_is_refused_at_its_place(marked: str, message: str, parser: Parser) -> None:
    text = marked.replace("«", "").replace("»", "")
    fault = refusal(text, parser)

    assert (fault.start, fault.end) == (marked.index("«"), marked.index("»") - 1)
    assert fault.message.startswith(message)


@pytest.mark.parametrize(("marked", "message"), REFUSED)
def test_a_message_is_one_plain_sentence(marked: str, message: str, parser: Parser) -> None:
    said = refusal(marked.replace("«", "").replace("»", ""), parser).message

    assert message in said
    assert not said.endswith(".")
    assert said[0].islower() or said[0] == "\\"
    assert not {"token", "scalar", "expected", "scanning", "parsing", "context"} & set(said.split())


@pytest.mark.parametrize(
    ("text", "related"),
    [
        ("a: &x 1\nb: &x 2\n", "&x"),
        ("a: b\n  c: d\n", "b"),
        ("a: [b, c}", "["),
        ("a: [b {c: d}]\n", "["),
        ("a:\n    b: 1\n  c: 2\n", "a:"),
        ("a: [b\nc: d\n", "c: d"),
    ],
)
def test_the_other_place_is_shown_too(text: str, related: str, parser: Parser) -> None:
    assert [text[start:end] for start, end, _ in refusal(text, parser).related] == [related]


def test_a_syntax_error_stands_before_what_only_caslint_refuses(parser: Parser) -> None:
    fault = refusal("a: *x\nb: [c, , d]\n", parser)

    assert fault.message == "a value is missing before this"


@pytest.mark.parametrize(
    "text",
    [
        'a: "\t"\n',
        "a: 'b\n\tc'\n",
        "# \t\na: 1 # \t\n",
        "a: |\n  b\n  \tc\n   \n  d\t\n",
        "a: x ? y\nb: z?\n",
        "a: b:c, d\ne: {f: g?h}\n",
        "a: Sales & Marketing, 5 * 3!\n",
        "a: it's \"so\"\n  - not a list\n  'nor a quote\n",
        "---\na: 1\n...\n# c\n",
        "a: '---'\nb: ...\nc: ---\n",
        'a: "\\/\\e\\x41\\u00e9\\U0001F600\\_"\n',
        '{"a":1,"b":[true,null],"c":{"d":"e"}}',
        "a: &x-1_Y 1\nb: *x-1_Y\n",
        "a: |2\n    b\nc: >-  # d\n\n  e\n",
        "a:\n- b\n-\n  - c\n- d: e\n  f: g\n",
        "a: \ue000\nb: [c:d]\n",
    ],
)
def test_what_is_plain_yaml_is_read(text: str, parser: Parser) -> None:
    assert parser(text).faults == ()
