"""The objects of a git repository, read as they are stored: no checkout, no index, no network.

git runs as a child process without a shell.  What a repository's own
configuration could make it run is either never reached by these commands
(hooks, filters, textconv, aliases, the file system monitor, a pager) or
refused here (fetching what a partial clone left out).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from io import BufferedReader
from typing import Literal, NamedTuple, cast

from caslint.decode import MAX_BYTES

ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # What a revision holds is what its name says, and no folder can be put inside itself.
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Older versions of git fetch all the same; this leaves them no way to.  It counts for more than the settings.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS = ("protocol.allow=never", "core.fsmonitor=false", "core.hooksPath=" + os.devnull)

_PIECE = 1 << 16
_LONGEST_REVISION = 1000
_MOST_REFS = 2000

Kind = Literal["file", "folder", "link", "module"]

_KINDS: dict[bytes, Kind] = {b"40000": "folder", b"120000": "link", b"160000": "module"}
_SPECIAL = frozenset({"", ".", ".."})


class Entry(NamedTuple):
    """What stands under a name in a folder of a revision, and the name of its object."""

    kind: Kind
    object: str


class GitError(Exception):
    """git or the repository cannot be used; the message is for people."""


class UnknownRevisionError(GitError):
    """A revision is not in the repository."""


class MissingObjectError(GitError):
    """What a revision names is not in this clone, or broken."""


class Repository:
    """The repository that a folder is in.  Raises GitError where there is none, or no git."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._git = _git()
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("GIT_TRACE")
        } | ENVIRONMENT
        self._reader: subprocess.Popen[bytes] | None = None
        self._end = b"no-object-" + os.urandom(16).hex().encode("ascii")
        code, _, said = self._run("rev-parse", "--git-dir")
        if code:
            raise GitError(f"git cannot read a repository here ({_words(said)})")

    def tree(self, revision: str, *, or_nothing: bool = False) -> str:
        """The name of the tree of a revision; raises UnknownRevisionError.

        `A...B` stands for the merge base of both, where a side that is left out
        is HEAD.  `or_nothing` takes a HEAD without a commit for an empty tree.
        """
        if revision == "HEAD" and self._is_unborn():
            if not or_nothing:
                raise UnknownRevisionError(
                    "there is no commit here yet; --allow-empty compares with nothing then"
                )
            return self._run("hash-object", "-t", "tree", "--stdin")[1].decode("ascii").strip()
        base = self._merge_base(revision) if "..." in revision else revision
        return self._resolved(base, "tree", revision)

    def is_bare(self) -> bool:
        """Whether the repository has no working tree."""
        return self._run("rev-parse", "--is-bare-repository")[1].strip() == b"true"

    def _is_unborn(self) -> bool:
        """Whether HEAD is a branch without a commit."""
        is_there = not self._run("rev-parse", "--verify", "--quiet", "HEAD")[0]
        return not is_there and not self._run("symbolic-ref", "--quiet", "HEAD")[0]

    def _merge_base(self, revision: str) -> str:
        names = [name or "HEAD" for name in revision.split("...", 1)]
        first, second = [self._resolved(name, "commit", name) for name in names]
        code, out, _ = self._run("merge-base", first, second)
        if code:
            raise UnknownRevisionError(
                f"{names[0]} and {names[1]} have no common history here{self._shallow()}"
            )
        return out.decode("ascii").split()[0]

    def _resolved(self, name: str, kind: str, asked: str) -> str:
        _refuse_option(asked)
        code, out, _ = self._run("rev-parse", "--verify", "--quiet", f"{name}^{{{kind}}}")
        found = out.decode("ascii", "replace").strip()
        if code or not found.isalnum():
            raise UnknownRevisionError(
                f"there is no revision {asked} here{self._nearest(asked)}{self._shallow()}"
            )
        return found

    def _nearest(self, name: str) -> str:
        from difflib import get_close_matches

        form = ("for-each-ref", f"--count={_MOST_REFS}", "--format=%(refname:short)")
        names = self._run(*form)[1].decode("utf-8", "replace").split("\n")
        found = get_close_matches(name, filter(None, names), 1)
        return f"; the nearest is {found[0]}" if found else ""

    def _shallow(self) -> str:
        """What to do about history that was not fetched."""
        if self._run("rev-parse", "--is-shallow-repository")[1].strip() != b"true":
            return ""
        return "; this clone is shallow, so fetch what is missing first (fetch-depth: 0 for actions/checkout)"

    def folder(self, name: str) -> dict[str, Entry]:
        """What stands in the tree of this object name; raises MissingObjectError."""
        data = self.read(name)
        if isinstance(data, int):
            raise MissingObjectError(f"the folder {name} is too large: it has {data:,} bytes")
        try:
            return dict(_entries(data, len(name) // 2))
        except ValueError as error:
            raise MissingObjectError(f"the folder {name} is broken in the repository") from error

    def read(self, name: str) -> bytes | int:
        """The bytes of an object; its size where that is more than MAX_BYTES.  Raises MissingObjectError."""
        reader = self._reader = self._reader or self._start()
        requests, answers = reader.stdin, cast("BufferedReader", reader.stdout)  # what a pipe has by default
        assert requests is not None  # noqa: S101  it was asked for
        try:
            requests.write(name.encode("ascii") + b"\n" + self._end + b"\n")
            requests.flush()
            return self._answer(answers, name)
        except OSError as error:
            self.close()
            raise _missing(name) from error

    def _answer(self, answers: BufferedReader, name: str) -> bytes | int:
        head = answers.readline().split()
        if len(head) != 3 or not head[2].isdigit():  # noqa: PLR2004  object, type, size
            self.close()
            raise _missing(name)
        size = int(head[2])
        if size > MAX_BYTES:
            self.close()
            return size
        data = self._until_end(answers)
        if len(data) != size + 1:
            self.close()
            raise _missing(name)
        return data[:size]

    def _until_end(self, answers: BufferedReader) -> bytes:
        """What git says before it has no object of the last name.

        A broken object may be shorter than it says, and git would be waited for.
        """
        end = self._end + b" missing\n"
        found = bytearray()
        while not found.endswith(end):
            piece = answers.read1(_PIECE)
            if not piece:
                return b""
            found += piece
        return bytes(found[: -len(end)])

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  no shell; the words are ours
            self._command("cat-file", "--batch"),
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _run(self, *words: str) -> tuple[int, bytes, bytes]:
        try:
            done = subprocess.run(  # noqa: S603  no shell; a revision never begins with -
                self._command(*words),
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from error
        return done.returncode, done.stdout, done.stderr

    def _command(self, *words: str) -> list[str]:
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        return [self._git, "--no-pager", *settings, *words]

    def close(self) -> None:
        """End the child process; it starts again when something is read."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.kill()
            reader.communicate()


def _missing(name: str) -> MissingObjectError:
    return MissingObjectError(f"the object {name} is not in this clone, or broken: fetch it first")


def _refuse_option(revision: str) -> None:
    if not revision.strip():
        raise UnknownRevisionError(
            "there is no revision without a name; write git:REV[:PATH], such as git:HEAD"
        )
    if revision.startswith("-"):
        raise UnknownRevisionError(f"{revision} is no revision: none begins with -")
    if len(revision) > _LONGEST_REVISION or any(character < " " for character in revision):
        raise UnknownRevisionError("a revision is one line of at most 1000 characters")
    if ".." in revision.replace("...", ""):
        first, _, second = revision.partition("..")
        raise UnknownRevisionError(f"{revision} is a range: name its ends as git:{first} git:{second}")


def _git() -> str:
    """The program, from the folders of PATH only: never one that lies in the folder that is looked at."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise GitError("git is not installed, or not in PATH: without it revisions cannot be read")


def _entries(data: bytes, length: int) -> Iterator[tuple[str, Entry]]:
    """Take a tree apart: mode, name and object, one behind the other."""
    at = 0
    while at < len(data):
        blank = data.index(b" ", at)
        end = data.index(b"\0", blank)
        name = data[blank + 1 : end].decode("utf-8", "surrogateescape")
        if name not in _SPECIAL and "/" not in name:
            kind = _KINDS.get(data[at:blank], "file")
            yield name, Entry(kind, data[end + 1 : end + 1 + length].hex())
        at = end + 1 + length


def _words(said: bytes) -> str:
    """Git's own first line, without the word before it."""
    return said.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")
