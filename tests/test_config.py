"""Settings are found where they belong, read strictly, and say where each came from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caslint import __version__
from caslint.configuration.config import Config, ConfigError, ConfigFault
from caslint.configuration.file import Configs, load
from caslint.configuration.required_version import accepts
from caslint.configuration.selection import Selection, select
from caslint.exchange.sources import Citation
from caslint.finding import Finding, Severity, Subject
from caslint.text import Place, Source


class Known:
    def __init__(self, code: str, name: str, severity: Severity = Severity.ERROR) -> None:
        self.code = code
        self.name = name
        self.severity = severity


RULES = (
    Known("CAS001", "yaml-syntax"),
    Known("CAS013", "version-rollup-not-declared", Severity.INFO),
    Known("CAS092", "suppression-unused", Severity.WARNING),
    Known("CAS101", "site-mailbox-without-cas"),
    Known("CAS105", "site-mailbox-without-hub"),
    Known("CAS201", "non-internet-facing-external-url"),
    Known("CAS208", "external-url-not-https", Severity.WARNING),
    Known("ACME101", "contoso-naming", Severity.INFO),
)
ALWAYS = {"CAS001", "CAS013", "CAS092"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def written(folder: Path, text: str) -> Config:
    """The configuration that a text makes."""
    path = folder / ".caslint.yaml"
    path.write_text(text, encoding="utf-8")
    return load(str(path), ".caslint.yaml")


def refused(folder: Path, text: str) -> list[str]:
    """What the file, or else the rules, have against a text."""
    with pytest.raises(ConfigError) as caught:
        select(written(folder, text), RULES)
    return str(caught.value).split("\n")


def selected(folder: Path, text: str, **options: list[str]) -> set[str]:
    """The codes that run, without those that always do."""
    return set(select(written(folder, text).overridden(**options), RULES).codes) - ALWAYS  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] - only select and ignore are given here


FULL = """\
select: [CAS1, external-url-not-https]
ignore: [CAS105]
severity: {CAS101: warning}
per-file-ignores:
  legacy/*.yaml: [CAS208]
exclude: [archive/, "*.draft.yaml"]
fail-on: warning
baseline: known/baseline.json
packs: [contoso.rules, contoso_more]
required-version: ">=0.0,<999"
unsuppressable: [CAS2]
"""


def test_every_key_is_read(folder: Path) -> None:
    config = written(folder, FULL)

    assert config.folder == str(folder)
    assert [word.text for word in config.select or ()] == ["CAS1", "external-url-not-https"]
    assert [word.text for word in config.ignore] == ["CAS105"]
    assert [(word.text, severity) for word, severity in config.severity] == [("CAS101", Severity.WARNING)]
    assert [one.pattern.text for one in config.per_file_ignores] == ["legacy/*.yaml"]
    assert config.excluded.cover("archive/old.yaml")
    assert config.excluded.cover("a/b.draft.yaml")
    assert config.fail_on.text == "warning"
    assert config.baseline_path == str(folder / "known" / "baseline.json")
    assert [word.text for word in config.packs] == ["contoso.rules", "contoso_more"]
    assert [word.text for word in config.unsuppressable] == ["CAS2"]


def test_every_value_says_where_it_came_from(folder: Path) -> None:
    config = written(folder, FULL).overridden(ignore=["CAS208"], fail_on="never")

    assert list(config.shown()) == [
        ("select", "CAS1", ".caslint.yaml:1"),
        ("select", "external-url-not-https", ".caslint.yaml:1"),
        ("ignore", "CAS105", ".caslint.yaml:2"),
        ("ignore", "CAS208", "command line"),
        ("severity", "CAS101: warning", ".caslint.yaml:3"),
        ("per-file-ignores", "legacy/*.yaml: CAS208", ".caslint.yaml:5"),
        ("exclude", "archive/", ".caslint.yaml:6"),
        ("exclude", "*.draft.yaml", ".caslint.yaml:6"),
        ("fail-on", "never", "command line"),
        ("baseline", "known/baseline.json", ".caslint.yaml:8"),
        ("packs", "contoso.rules", ".caslint.yaml:9"),
        ("packs", "contoso_more", ".caslint.yaml:9"),
        ("required-version", ">=0.0,<999", ".caslint.yaml:10"),
        ("unsuppressable", "CAS2", ".caslint.yaml:11"),
    ]


def test_without_a_file_every_value_is_the_default() -> None:
    config = Config(os.path.abspath("somewhere"))

    assert {origin for _, _, origin in config.shown()} == {"default"}
    assert {key: value for key, value, _ in config.shown()} == {
        "select": "every rule",
        "ignore": "none",
        "severity": "none",
        "per-file-ignores": "none",
        "exclude": "none",
        "fail-on": "error",
        "baseline": ".caslint-baseline.json",
        "packs": "none",
        "required-version": "any",
        "unsuppressable": "none",
    }
    assert not config.excluded.cover("anything")
    assert select(config, RULES).codes == {rule.code for rule in RULES}


@pytest.mark.parametrize("text", ["", "# only words\n", "{}\n"])
def test_an_empty_file_sets_nothing(folder: Path, text: str) -> None:
    assert {origin for _, _, origin in written(folder, text).shown()} == {"default"}


def test_a_baseline_of_the_command_line_counts_from_the_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)

    assert written(folder, FULL).overridden(baseline="b.json").baseline_path == str(elsewhere / "b.json")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("selct: [CAS1]\n", [".caslint.yaml:1:1: unknown key 'selct'; did you mean select?"]),
        ("fail-on: off\n", [".caslint.yaml:1:10: "]),
        ("select: CAS1\n", [".caslint.yaml:1:9: "]),
        ("select: [[CAS1]]\n", [".caslint.yaml:1:10: "]),
        ("- select\n", [".caslint.yaml:1:"]),
        ("select\n", [".caslint.yaml:1:1: "]),
        ("ignore: [null]\n", [".caslint.yaml:1:10: "]),
        ("severity: [CAS101]\n", [".caslint.yaml:1:"]),
        ("severity: {CAS101: fatal}\n", [".caslint.yaml:1:20: "]),
        (
            "severity: {CAS101: off}\n",
            [
                ".caslint.yaml:1:20: off is no severity; to switch CAS101 off, list it under ignore",
            ],
        ),
        (
            "severity: {CAS101: off, CAS105: fatal}\n",
            [".caslint.yaml:1:20: off is no severity; to switch CAS101 off", ".caslint.yaml:1:33: "],
        ),
        ("select: []\n", [".caslint.yaml:1:9: select names no rule; leave it out to run every rule"]),
        (
            "fail-on: error\nfail-on: info\n",
            ['.caslint.yaml:2:1: the key "fail-on" is there twice'],
        ),
        ("select: [CAS1\n", [".caslint.yaml:"]),
        (
            "exclude: ['[a', '#x']\n",
            [
                '.caslint.yaml:1:11: the pattern "[a" matches nothing: its bracket [ is not closed',
                '.caslint.yaml:1:17: the pattern "#x" names no file',
            ],
        ),
        (
            "per-file-ignores: {'!a.yaml': [CAS208], 'b\\': [CAS208]}\n",
            [
                ".caslint.yaml:1:20: a pattern of per-file-ignores takes nothing back; name the files",
                '.caslint.yaml:1:41: the pattern "b\\" matches nothing: the backslash at its end',
            ],
        ),
        (
            "packs: [./rules.py, contoso-rules, a.]\n",
            [".caslint.yaml:1:9: ", ".caslint.yaml:1:21: ", ".caslint.yaml:1:36: "],
        ),
        (
            "packs: [contoso-rules]\n",
            ['.caslint.yaml:1:9: "contoso-rules" is no name of an installed Python module, such as'],
        ),
        (
            "baseline: ../known.json\n",
            [
                ".caslint.yaml:1:11: the baseline ../known.json is not in the folder of .caslint.yaml or below it"
            ],
        ),
        ("baseline: /etc/passwd\n", [".caslint.yaml:1:11: the baseline /etc/passwd is not in the folder"]),
        ("baseline: C:known.json\n", [".caslint.yaml:1:11: the baseline C:known.json is not in the folder"]),
        ("baseline: a\\b.json\n", [".caslint.yaml:1:11: the path of the baseline is written with /"]),
        (
            "required-version: banana\n",
            ['.caslint.yaml:1:19: "banana" is no version and no list of comparisons such as >=0.1,<1'],
        ),
        (
            "required-version: '>=999'\nnew-key: 1\n",
            [
                f".caslint.yaml:1:19: this configuration is for caslint >=999, and this is caslint {__version__}"
            ],
        ),
        (
            "ignore: [CAS1O5, nonsense-of-all-kinds]\n",
            [
                '.caslint.yaml:1:10: no rule is called "CAS1O5"; the nearest is CAS105 (site-mailbox-without-hub)',
                '.caslint.yaml:1:18: no rule is called "nonsense-of-all-kinds"; caslint rules lists them all',
            ],
        ),
        ("unsuppressable: [CAS7]\n", ['.caslint.yaml:1:18: no rule is called "CAS7"']),
        (
            "per-file-ignores: {a: [CASS101]}\n",
            ['.caslint.yaml:1:24: no rule is called "CASS101"; the nearest'],
        ),
        (
            "ignore: [CAS0]\n",
            [
                ".caslint.yaml:1:10: CAS0 cannot be ignored: the rules of CAS0 are about the declaration itself"
            ],
        ),
        ("ignore: [yaml-syntax]\n", [".caslint.yaml:1:10: yaml-syntax cannot be ignored"]),
        ("ignore: [CAS]\n", [".caslint.yaml:1:10: CAS cannot be ignored"]),
        ("per-file-ignores: {a: [CAS092]}\n", [".caslint.yaml:1:24: CAS092 cannot be ignored"]),
        (
            "severity: {CAS092: info}\n",
            [
                ".caslint.yaml:1:12: CAS092 (suppression-unused) is about the declaration itself and stays",
            ],
        ),
        (
            "severity: {CAS101: info, site-mailbox-without-cas: warning}\n",
            [".caslint.yaml:1:26: the severity of CAS101 (site-mailbox-without-cas) is given twice"],
        ),
        (
            "severity: {CAS1: info}\n",
            [
                ".caslint.yaml:1:12: CAS1 is a group of rules; a severity is given rule by rule, such as CAS101"
            ],
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(folder: Path, text: str, faults: list[str]) -> None:
    said = refused(folder, text)

    assert len(said) == len(faults)
    for line, beginning in zip(said, faults, strict=True):
        assert line.startswith(beginning)
        assert len(line) > len(".caslint.yaml:1:10: some words")


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / ".caslint.yaml").mkdir()
    with pytest.raises(ConfigError, match=r"^\.caslint\.yaml:1:1: this is a folder, not a file$"):
        load(str(folder / ".caslint.yaml"), ".caslint.yaml")

    (folder / "bytes.yaml").write_bytes(b"select: [CAS1]\n# \xff\n")
    with pytest.raises(ConfigError, match=r"^bytes\.yaml:2:3: byte 0xFF"):
        load(str(folder / "bytes.yaml"), "bytes.yaml")

    with pytest.raises(ConfigError, match=r"^gone\.yaml:1:1: there is no such file$"):
        load(str(folder / "gone.yaml"), "gone.yaml")


def test_a_baseline_behind_a_link_that_leaves_is_refused(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    try:
        (folder / "known").symlink_to(elsewhere)
    except OSError:
        pytest.skip("links cannot be made here")

    assert refused(folder, "baseline: known/b.json\n")[0].startswith(
        ".caslint.yaml:1:11: the baseline known/b.json is not in the folder"
    )


ALL = {rule.code for rule in RULES} - ALWAYS
NONE: set[str] = set()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("select: [CAS1]\n", {"CAS101", "CAS105"}),
        ("select: [cas1, External-Url-Not-Https]\n", {"CAS101", "CAS105", "CAS208"}),
        ("select: [CAS0]\n", NONE),
        ("select: [CAS]\n", ALL - {"ACME101"}),
        ("select: [ACME]\n", {"ACME101"}),
        ("ignore: [CAS2, ACME101]\n", {"CAS101", "CAS105"}),
        ("ignore: []\n", ALL),
        ("select: [CAS1]\nignore: [CAS105]\n", {"CAS101"}),
        ("select: [CAS105]\nignore: [CAS1]\n", {"CAS105"}),
        ("select: [CAS1]\nignore: [CAS1]\n", NONE),
        ("select: [CAS105]\nignore: [site-mailbox-without-hub]\n", NONE),
        ("select: [CAS, CAS208]\nignore: [CAS2]\n", {"CAS101", "CAS105", "CAS208"}),
    ],
)
def test_the_most_exact_word_decides(folder: Path, text: str, codes: set[str]) -> None:
    assert selected(folder, text) == codes


def test_the_command_line_comes_before_the_file(folder: Path) -> None:
    text = "select: [CAS101, CAS208]\nignore: [CAS105]\n"

    assert selected(folder, text, select=["CAS1"]) == {"CAS101", "CAS105"}
    assert selected(folder, text, ignore=["CAS1"]) == {"CAS208"}
    assert selected(folder, text, select=["CAS1"], ignore=["CAS101"]) == {"CAS105"}


def test_the_rules_about_the_declaration_always_run(folder: Path) -> None:
    assert select(written(folder, "select: [CAS201]\n"), RULES).codes == ALWAYS | {"CAS201"}


def test_a_mistake_on_the_command_line_says_so(folder: Path) -> None:
    config = written(folder, "").overridden(ignore=["CAS001", "CAS2O1"])

    with pytest.raises(ConfigError) as caught:
        select(config, RULES)

    assert str(caught.value).split("\n") == [
        "command line: CAS001 cannot be ignored: the rules of CAS0 are about the declaration itself",
        'command line: no rule is called "CAS2O1"; the nearest is CAS201 (non-internet-facing-external-url)',
    ]


def finding(code: str, file: str, severity: Severity = Severity.ERROR) -> Finding:
    no_citations: tuple[Citation, ...] = ()
    place = Place(Source(file, "x"), 0, 1)
    return Finding(
        code, "", severity, "wrong", Subject("site", "Kyoto"), place, (), None, (), "", no_citations
    )


def applied(selection: Selection, folder: Path, *findings: Finding) -> list[str]:
    absolute = {one.place.file: os.path.join(folder, one.place.file) for one in findings}
    return [
        f"{one.code} {one.place.file} {one.severity.word}" for one in selection.applied(findings, absolute)
    ]


def test_severities_and_silent_files_are_applied(folder: Path) -> None:
    text = (
        "severity: {CAS101: info, suppression-unused: error}\n"
        "per-file-ignores: {/legacy/: [CAS2], '*.old.yaml': [CAS101]}\n"
    )
    selection = select(written(folder, text), RULES)

    assert applied(
        selection,
        folder,
        finding("CAS101", "org.yaml"),
        finding("CAS092", "org.yaml", Severity.WARNING),
        finding("CAS208", "legacy/org.yaml", Severity.WARNING),
        finding("CAS105", "legacy/org.yaml"),
        finding("CAS101", "a/b.old.yaml"),
        finding("CAS208", "../legacy/org.yaml", Severity.WARNING),
    ) == [
        "CAS101 org.yaml info",
        "CAS092 org.yaml error",
        "CAS105 legacy/org.yaml error",
        "CAS208 ../legacy/org.yaml warning",
    ]


def test_groups_may_be_unsuppressable(folder: Path) -> None:
    assert select(written(folder, "unsuppressable: [CAS2]\n"), RULES).unsuppressable == {"CAS201", "CAS208"}


def configs(cwd: Path, explicit: str | None = None) -> Configs:
    return Configs(lambda path: os.path.relpath(path, cwd).replace(os.sep, "/"), explicit)


def test_the_closest_file_upwards_counts_as_far_as_the_repository_goes(folder: Path) -> None:
    (folder / "a" / "b" / "c").mkdir(parents=True)
    (folder / ".caslint.yaml").write_text("fail-on: info\n", encoding="utf-8")
    (folder / "a" / "b" / ".caslint.yaml").write_text("fail-on: never\n", encoding="utf-8")
    found = configs(folder)

    assert found.of(str(folder / "a" / "b" / "c")).file == "a/b/.caslint.yaml"
    assert found.of(str(folder / "a" / "b")).file == "a/b/.caslint.yaml"
    assert found.of(str(folder / "a")).file == ".caslint.yaml"
    assert found.of(str(folder / "a" / "b" / "c")) is found.of(str(folder / "a" / "b"))


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_search_ends_at_the_repository(folder: Path, kind: str) -> None:
    inner = folder / "vendor" / "inner"
    (inner / "deep").mkdir(parents=True)
    (folder / ".caslint.yaml").write_text("fail-on: info\n", encoding="utf-8")
    if kind == "folder":
        (inner / ".git").mkdir()
    else:
        (inner / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")

    config = configs(folder).of(str(inner / "deep"))

    assert config == Config(str(inner))


def test_without_a_repository_the_search_does_not_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".caslint.yaml").write_text("fail-on: info\n", encoding="utf-8")

    assert configs(tmp_path).of(str(tmp_path / "deep")) == Config(str(tmp_path / "deep"))
    assert configs(tmp_path).of(str(tmp_path)).fail_on.text == "info"


def test_a_file_of_the_command_line_counts_everywhere(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / ".caslint.yaml").write_text("fail-on: info\n", encoding="utf-8")
    (folder / "ci.yaml").write_text("fail-on: never\n", encoding="utf-8")

    assert configs(folder, str(folder / "ci.yaml")).of(str(folder / "deep")).fail_on.text == "never"


def test_a_sound_file_loads_neither_jsonschema_nor_json(folder: Path) -> None:
    written(folder, FULL)
    program = (
        "import sys; from caslint.configuration.file import load; "
        f"load({str(folder / '.caslint.yaml')!r}, 'x'); "
        "print([name for name in ('jsonschema', 'json', 'difflib') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert answer.stdout == "[]\n"


@pytest.mark.parametrize(
    ("specifier", "version", "verdict"),
    [
        (">=0.1,<1", "0.1.0", True),
        (">=0.1 , <1", "1.0.0", False),
        ("0.1", "0.1.0", True),
        ("0.1.0", "0.1.0.dev1", True),
        ("==0.1.*", "0.1.7", True),
        ("==0.1.*", "0.10.0", False),
        ("!=0.1.*", "0.2", True),
        ("!=0.1", "0.1.0", False),
        ("~=1.4.2", "1.4.9", True),
        ("~=1.4.2", "1.5.0", False),
        ("~=1.4.2", "1.4.1", False),
        ("~=1.4", "1.9", True),
        (">1", "1.0.1", True),
        (">1", "1.0", False),
        ("<=1.10", "1.9", True),
        ("~=1", "1.0", None),
        (">=1.*", "1.0", None),
        ("", "1.0", None),
        (">=1,", "1.0", None),
        ("^1.0", "1.0", None),
        (">=1.0rc1", "1.0", None),
        (">=" + "9" * 5000, "1.0", None),
    ],
)
def test_versions_are_compared_as_pip_does(specifier: str, version: str, *, verdict: bool | None) -> None:
    assert accepts(specifier, version) is verdict


NODES = st.recursive(
    st.sampled_from(["CAS101", "off", "error", "null", "1", "[a", "''", "{}", "[]", ">=0.1", "'x\\y'", "*"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.tuples(st.sampled_from(["CAS101", "a", "'*.yaml'"]), inner).map(
            lambda pair: f"{{{pair[0]}: {pair[1]}}}"
        )
    ),
    max_leaves=4,
)
KEYS = st.sampled_from(
    [
        "select",
        "ignore",
        "severity",
        "per-file-ignores",
        "exclude",
        "fail-on",
        "baseline",
        "packs",
        "required-version",
        "unsuppressable",
        "unknown",
    ]
)


@given(st.dictionaries(KEYS, NODES, max_size=3))
@settings(max_examples=150, deadline=None)
def test_no_file_makes_it_stumble(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, str]) -> None:
    folder = tmp_path_factory.getbasetemp()
    text = "".join(f"{key}: {value}\n" for key, value in keys.items())
    faults: tuple[ConfigFault, ...] = ()
    lines: list[tuple[str, str, str]] = []
    try:
        config = written(folder, text)
        select(config, RULES)
        lines += config.shown()
    except ConfigError as error:
        faults = error.faults

    assert bool(faults) is not bool(lines)
    assert all(fault.place is not None and fault.message for fault in faults)
