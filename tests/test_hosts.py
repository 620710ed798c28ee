"""Host names: which cover which, which are addresses, which nobody outside can find."""

from __future__ import annotations

import pytest

from caslint.hosts import covers, folded, has_inside_end, is_address, names


@pytest.mark.parametrize(
    ("listed", "host", "expected"),
    [
        ("mail.contoso.com", "mail.contoso.com", True),
        ("Mail.Contoso.com.", "mail.contoso.com", True),
        ("mail.contoso.com", "MAIL.contoso.com.", True),
        ("*.contoso.com", "mail.contoso.com", True),
        ("*.contoso.com", "contoso.com", False),
        ("*.contoso.com", "a.mail.contoso.com", False),
        ("*.com", "mail.contoso.com", False),
        ("*", "mail", False),
        ("*.", "mail", False),
        ("mail.*", "mail.contoso.com", False),
    ],
)
def test_a_wildcard_covers_one_label(listed: str, host: str, *, expected: bool) -> None:
    assert covers(names(["other.example", listed]), host) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("10.1.2.3", True),
        ("255.255.255.255", True),
        ("[::1]", True),
        ("10.1.2", False),
        ("10.1.2.3.4", False),
        ("10.1.2.256", False),
        ("10.1.2.x", False),
        ("10.1.2.", False),
        ("١.1.2.3", False),
        ("mail.contoso.com", False),
    ],
)
def test_addresses(host: str, *, expected: bool) -> None:
    assert is_address(host) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("mail", True),
        ("mail.local", True),
        ("a.b.corp", True),
        ("mail.contoso.com", False),
        ("local.com", False),
        ("10.1.2.3", False),
        ("[::1]", False),
    ],
)
def test_names_that_are_used_inside_only(host: str, *, expected: bool) -> None:
    assert has_inside_end(host) is expected


def test_names_compare_without_case_and_without_the_dot_of_the_root() -> None:
    assert folded("MAIL.Contoso.com.") == folded("mail.contoso.com")
