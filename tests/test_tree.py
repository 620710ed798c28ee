from __future__ import annotations

import pytest

from caslint.tree import Mapping, Scalar, Sequence, is_null, parse


@pytest.fixture(params=[False, True], ids=["libyaml", "pure"])
def pure(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_a_mapping_keeps_its_keys_where_they_stand(pure: bool) -> None:
    text = "name: 14.10\nroles: [ClientAccess, 'Mailbox']\nempty:\n"
    root = parse(text, pure=pure).root
    assert isinstance(root, Mapping)
    assert list(root.entries) == ["name", "roles", "empty"]
    assert [text[slice(*root.key_range(key))] for key in root.entries] == ["name", "roles", "empty"]
    roles = root.entries["roles"]
    assert isinstance(roles, Sequence)
    assert [text[role.start : role.end] for role in roles.items] == ["ClientAccess", "'Mailbox'"]
    version = root.entries["name"]
    assert isinstance(version, Scalar)
    assert version.text == "14.10"
    assert is_null(root.entries["empty"])
