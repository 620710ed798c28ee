"""The forms in which a version is written, what each tells, and the texts that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.exchange.versions import Build, Family, Version, family_of, parse

_PARTS = st.tuples(
    st.sampled_from([6, 8, 14, 15]), st.integers(0, 5), st.integers(0, 9999), st.integers(0, 99)
)


def read(text: str) -> Version:
    version = parse(text)
    assert version is not None, text
    return version


@pytest.mark.parametrize(
    ("text", "family", "service_pack", "exact", "number"),
    [
        ("Version 14.3 (Build 123.4)", Family.EXCHANGE_2010, 3, None, (14, 3, 123, 4)),
        ("version 14.3 (build 123.4)", Family.EXCHANGE_2010, 3, None, (14, 3, 123, 4)),
        ("14.3.123.4", Family.EXCHANGE_2010, 3, None, (14, 3, 123, 4)),
        ("14.03.0123.004", Family.EXCHANGE_2010, 3, None, (14, 3, 123, 4)),
        (" 14.3.123.4\n", Family.EXCHANGE_2010, 3, None, (14, 3, 123, 4)),
        ("Version 14.3 (Build 496.0)", Family.EXCHANGE_2010, 3, (14, 3, 496, 0), (14, 3, 496, 0)),
        ("14.03.0496.000", Family.EXCHANGE_2010, 3, (14, 3, 496, 0), (14, 3, 496, 0)),
        ("8.01.0336.01", Family.EXCHANGE_2007, 1, (8, 1, 336, 1), (8, 1, 336, 1)),
        ("8.3.083.6", Family.EXCHANGE_2007, 3, None, (8, 3, 83, 6)),
        ("8.0.685.24", Family.EXCHANGE_2007, 0, None, (8, 0, 685, 24)),
        ("8.0.685.25", Family.EXCHANGE_2007, 0, None, (8, 0, 685, 25)),
        ("14.3", Family.EXCHANGE_2010, 3, None, None),
        ("Version 8.2", Family.EXCHANGE_2007, 2, None, None),
        ("6.5", Family.EXCHANGE_2003, None, None, None),
        ("15.0", Family.LATER, None, None, None),
        ("Version 15.1 (Build 2375.7)", Family.LATER, None, None, (15, 1, 2375, 7)),
        ("15.02.0986.005", Family.LATER, None, None, (15, 2, 986, 5)),
        ("16.0.1.2", Family.LATER, None, None, (16, 0, 1, 2)),
        ("Exchange 2010 SP3", Family.EXCHANGE_2010, 3, None, None),
        ("Microsoft Exchange Server 2010 Service Pack 3", Family.EXCHANGE_2010, 3, None, None),
        ("exchange server 2010 sp3", Family.EXCHANGE_2010, 3, None, None),
        ("2010 SP3 RTM", Family.EXCHANGE_2010, 3, None, None),
        ("2010 RTM", Family.EXCHANGE_2010, 0, None, None),
        ("2010", Family.EXCHANGE_2010, None, None, None),
        ("2007", Family.EXCHANGE_2007, None, None, None),
        ("2003 SP2", Family.EXCHANGE_2003, 2, None, None),
        ("2010 SP3 RU5", Family.EXCHANGE_2010, 3, (14, 3, 181, 6), None),
        ("2010 SP3 Update Rollup 5", Family.EXCHANGE_2010, 3, (14, 3, 181, 6), None),
        ("2010 SP2 RU5v2", Family.EXCHANGE_2010, 2, (14, 2, 328, 10), None),
        ("2010 SP2 RU5 v2", Family.EXCHANGE_2010, 2, (14, 2, 328, 10), None),
        ("2007 SP3 RU8-v3", Family.EXCHANGE_2007, 3, (8, 3, 279, 6), None),
        ("2010 SP1 RU3v3", Family.EXCHANGE_2010, 1, (14, 1, 289, 7), None),
        ("2010 SP3 RU8", Family.EXCHANGE_2010, 3, (14, 3, 224, 1), None),
        ("2007 RU7", Family.EXCHANGE_2007, 0, (8, 0, 813, 0), None),
        ("2013 CU23", Family.LATER, None, None, None),
        ("Exchange 2016 CU23 Mar23SU", Family.LATER, None, None, None),
        ("2016", Family.LATER, None, None, None),
        ("2019", Family.LATER, None, None, None),
        ("Exchange Server SE", Family.LATER, None, None, None),
    ],
)
def test_accepted_forms(
    text: str, family: Family, service_pack: int | None, exact: Build | None, number: Build | None
) -> None:
    version = read(text)
    assert version.text == text
    assert (version.family, version.service_pack, version.build, version.number) == (
        family,
        service_pack,
        exact,
        number,
    )
    assert version.known
    assert version.alias_of is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "14.three",
        "14",
        "14.3.123",
        "14.3.123.4.5",
        "14.3.123.-4",
        "9.1.2.3",
        "6.0.6620.7",
        "5.5.2653",
        "0.1 (8.0.535.0)",
        "Version 14.3 (Build 123)",
        "Version 14.3 (Build 123.4",
        "Version 14.3 (Build 123.4) x",
        "Version 14.3 (Build 123.4)\nVersion 14.3 (Build 123.4)",
        "2000",
        "2010 banana",
        "2010 SP3 RU",
        "2010 SP3 CU1",
        "Exchange",
        "Exchange 2012",
        "2" * 10_000,
        "14." * 10_000,
        "9" * 10_000 + ".3.123.4",
        "2010" + " " * 100_000 + "SP3",
        "2013" + " cu1" * 18 + "!",
        "version" + " " * 72,
        "\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT FOUR}.3.123.4",
    ],
)
def test_other_texts_are_no_version(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "service_pack"),
    [
        ("Version 6.5 (Build 7638.2: Service Pack 2)", 2),
        ("Version 6.5 (Build 7226.6: Service Pack 1)", 1),
        ("Version 6.5 (Build 6944.4)", 0),
        ("6.5.7638.2", 2),
        ("6.5.7683", 2),
        ("6.5.7653.33", 2),
        ("6.5.7654.4", 2),
        ("6.5.7226", 1),
        ("6.5.6944", 0),
        # The text's own word counts, whatever the number.
        ("Version 6.5 (Build 7226.6: Service Pack 2)", 2),
    ],
)
def test_a_2003_server_tells_its_service_pack(text: str, service_pack: int) -> None:
    version = read(text)
    assert version.family is Family.EXCHANGE_2003
    assert version.service_pack == service_pack
    assert version.build is None  # numbers of 2003 do not order its updates
    assert version.known


@pytest.mark.parametrize(
    "text", ["14.3.500.0", "14.3.100.0", "8.3.999.9", "14.1.218.16", "6.5.9999", "6.5.6000"]
)
def test_a_number_outside_the_tables_is_unknown(text: str) -> None:
    assert not read(text).known


@pytest.mark.parametrize("text", ["14.4.1.2", "8.4", "2010 SP4", "2010 SP3 RU99", "2003 SP3", "2003 SP2 RU1"])
def test_a_release_that_never_was_is_unknown_and_has_no_level(text: str) -> None:
    version = read(text)
    assert not version.known
    assert version.build is None


def test_later_families_are_never_unknown() -> None:
    assert read("15.2.99999.1").known
    assert read("15.0.1.1").release_name == "2013"
    assert read("15.1.1.1").release_name == "2016"
    assert read("17.0.1.1").release_name == "later than 2010"
    assert read("2013 CU23").release_name == "2013 CU23"


def test_the_misprinted_build_of_sp2_ru5_is_taken_for_what_it_is() -> None:
    version = read("14.3.328.5")
    assert version.alias_of == version.build == (14, 2, 328, 5)
    assert version.number == (14, 3, 328, 5)
    assert (version.service_pack, version.release_name, version.known) == (2, "2010 SP2 RU5", True)
    assert version.at_least((14, 2, 342, 3)) is False


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("14.3.123.4", "2010 SP3"),
        ("2010 RTM", "2010 RTM"),
        ("2007", "2007"),
        ("14.3.496.0", "2010 SP3 RU30"),
        ("14.3.266.1", "2010 SP3 RU11"),  # the second list's number for it
        ("14.3.500.0", "2010 SP3 build 14.3.500.0"),
        ("Version 6.5 (Build 7638.2: Service Pack 2)", "2003 SP2"),
    ],
)
def test_release_names(text: str, name: str) -> None:
    assert read(text).release_name == name


def test_equal_texts_share_one_version() -> None:
    assert parse("14.3.123.4") is parse("14.3.123.4")


def test_versions_are_equal_when_they_tell_the_same() -> None:
    assert read("14.3.123.4") == read("Version 14.3 (Build 123.4)")
    assert hash(read("14.3.123.4")) == hash(read("Version 14.3 (Build 123.4)"))
    assert read("14.3.123.4") != read("14.2.247.5")
    assert read("2010 SP3") != "2010 SP3"
    assert repr(read("2010 SP3")) == "Version('2010 SP3')"


def test_exchange_2000_and_the_unheard_of_have_no_family() -> None:
    assert family_of((6, 0, 6620, 7)) is None
    assert family_of((9, 0, 0, 0)) is None


@given(st.one_of(st.text(), st.text("0123456789. ()versionbuildspru:", max_size=90)))
def test_parse_answers_for_any_text(text: str) -> None:
    version = parse(text)
    assert version is None or version.text == text


@given(_PARTS)
def test_all_spellings_of_a_number_tell_the_same(parts: Build) -> None:
    major, minor, number, revision = parts
    short = parse(f"{major}.{minor}.{number}.{revision}")
    assert short == parse(f"{major}.{minor:02}.{number:04}.{revision:03}")
    assert short == parse(f"Version {major}.{minor} (Build {number}.{revision})")
