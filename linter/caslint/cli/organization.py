"""One organization for a command that asks questions of it, or the reason why there is none."""

from __future__ import annotations

import os

from caslint.cli.exits import FINDINGS, NOTHING, UNREADABLE, USAGE
from caslint.cli.inputs import with_standard_input
from caslint.cli.say import refuse
from caslint.compose import Loaded, load
from caslint.configuration.config import ConfigError
from caslint.configuration.file import Configs
from caslint.discovery.discover import find
from caslint.files.disk import Disk, shown_path
from caslint.topology import Topology


class Unanswered(Exception):  # noqa: N818  not an error of the program: a question that has no answer
    """A question cannot be answered; the message is for people, `code` is the exit code."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(message)
        self.code = code


def opened(path: str) -> Topology:
    """The organization of a file, or of the root that includes it; raises Unanswered."""
    cwd = os.getcwd()
    paths, overlay = with_standard_input([path], None)
    disk = Disk(cwd, overlay)
    try:
        found = find(paths, disk, Configs(lambda each: shown_path(each, cwd), None))
    except ConfigError as error:
        raise Unanswered(str(error)) from error
    for name, reason in found.missing:
        raise Unanswered(f"{name}: {reason}", UNREADABLE)
    if len(found.roots) > 1:
        raise Unanswered(f"{path} holds several organizations ({', '.join(found.roots)}): name one of them")
    for root in found.roots:
        return _topology(load(disk, root))
    raise Unanswered(f"{path} holds no topology", NOTHING)


def _topology(loaded: Loaded) -> Topology:
    if loaded.topology is not None:
        return loaded.topology
    for unreadable in loaded.unreadable:
        raise Unanswered(f"{unreadable.path}: {unreadable.reason}", UNREADABLE)
    if not loaded.is_topology:
        raise Unanswered(f"{loaded.path} holds no topology", NOTHING)
    told = [
        f"{problem.place.file}:{problem.place.line}:{problem.place.column}: {code} {problem.message}"
        for code, problem in loaded.problems
    ]
    head = f"{loaded.path} cannot be read as a topology; caslint check shows more"
    raise Unanswered("\n".join([head, *told]), FINDINGS)


def tell(command: str, error: Unanswered) -> int:
    """Say on standard error why there is no answer; gives the exit code."""
    refuse(command, error)
    return error.code
