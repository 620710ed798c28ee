"""Renaming a site, a server or a database in every file of its organization."""

from __future__ import annotations

from caslint.finding import Edit
from caslint.lsp.desk import Desk
from caslint.lsp.edits import workspace_edit
from caslint.lsp.names import Mention, Names
from caslint.lsp.place import Asked, asked
from caslint.lsp.protocol import INVALID_PARAMS, REQUEST_FAILED, Object, ProtocolError, text
from caslint.lsp.quoting import written
from caslint.words import shortened

KINDS = {"site": "site", "server": "server", "database": "mailbox database"}
"""What can be renamed, in words.  The name of an array is a host name, which stands in DNS, too."""

_LONGEST = 200


def prepare_rename(desk: Desk, params: Object) -> Object | None:
    """The range of the name at a position and the name; None where there is none to change."""
    place = asked(desk, params)
    found = _declared(place) if place else None
    if place is None or found is None:
        return None
    _, mention, _ = found
    span = place.diagnoses.ruler(place.source).range(mention.node.start, mention.node.end)
    return {"range": span, "placeholder": mention.name}


def rename(desk: Desk, params: Object) -> Object:
    """The edits that give what is named at a position a new name; ProtocolError, with the reason, where none do."""
    new = text(params, "newName")
    place = asked(desk, params)
    found = _declared(place) if place else None
    if place is None or found is None:
        raise ProtocolError(REQUEST_FAILED, "no site, server or database is named here that is declared")
    names, _, declaration = found
    reason = _objection(place, names, declaration, new)
    if reason:
        raise ProtocolError(INVALID_PARAMS, reason)
    uses = [one for one in names.uses(declaration) if one.name.casefold() == declaration.name.casefold()]
    edits = [_edit(one, new) for one in uses if one.name != new]
    return workspace_edit(desk, place.diagnoses, edits)


def _declared(place: Asked) -> tuple[Names, Mention, Mention] | None:
    """The names, the one at a position, and its declaration, where it can be renamed."""
    names = place.names()
    mention = names.at(place.source, place.offset)
    declaration = names.declaration(mention) if mention else None
    if mention is None or declaration is None or declaration.kind not in KINDS:
        return None
    return (names, mention, declaration) if mention.name.casefold() == declaration.name.casefold() else None


def _objection(place: Asked, names: Names, declaration: Mention, new: str) -> str:
    """Why something cannot have a name; empty when it can."""
    what, old, shown = KINDS[declaration.kind], shortened(declaration.name), shortened(new)
    if not new or new != new.strip() or not new.isprintable() or len(new) > _LONGEST:
        return f"a name has 1 to {_LONGEST} characters that can be printed, and no blanks around them"
    taken = names.named(declaration.kind, new)
    if taken is not None and taken is not declaration:
        return f"there is a {what} {shown} already ({taken.source.path})"
    alike = [
        one for one in names.declared(declaration.kind) if one.name.casefold() == declaration.name.casefold()
    ]
    if len(alike) > 1:
        return f"{old} is declared {len(alike)} times: which of them is meant cannot be told"
    if place.checked.loaded.unreadable or any(root is None for _, root in place.checked.loaded.trees):
        return f"a file of the organization cannot be read, and {old} may be named in it"
    return _entangled(names, declaration)


def _entangled(names: Names, declaration: Mention) -> str:
    """Whether the name's text stands, by an alias, for something else, too; or is no text to be replaced."""
    mine = {one.place for one in names.uses(declaration)}
    for one in names.mentions:
        if one.place in mine and names.declaration(one) is not declaration:
            return f"an alias uses the text {shortened(declaration.name)} for a {one.kind}, too"
        if one.place in mine and one.node.style in ("|", ">"):
            return f"{shortened(declaration.name)} is written as a block of text in {one.source.path}"
    return ""


def _edit(mention: Mention, new: str) -> Edit:
    node = mention.node
    return Edit(mention.source, node.start, node.end, written(new, node.style))
