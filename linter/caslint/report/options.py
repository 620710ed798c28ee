"""How a report is to be shown, whatever it says."""

from __future__ import annotations

from caslint.report.checkout import Checkout
from caslint.report.safe import visible

# A terminal narrower than this wraps our lines itself.
NARROWEST = 20
# The width of what is no terminal: nothing is wrapped.
UNBOUNDED = 1 << 62

# GitHub shows no summary of more than 1 MiB; some is left for what else writes to it.
SUMMARY_BYTES = 1_000_000


class Options:
    """What the command line and the terminal decide about an output.

    `colours` is 0, 16 or 256.  `width` counts terminal cells, 0 where there is
    no terminal.  `encoding` is that of the target; formats for machines are
    UTF-8 whatever it says.  `github` stands for a log of GitHub Actions,
    `quiet` leaves the counts out, `verbose` adds the findings that were silenced.
    `checkout` is the repository for formats that name files as it does.
    `room` is how many bytes the summary of a job may take, and `summary` tells
    that there is one.
    """

    __slots__ = (
        "checkout",
        "colours",
        "encoding",
        "github",
        "hyperlinks",
        "quiet",
        "room",
        "statistics",
        "summary",
        "verbose",
        "width",
    )

    def __init__(
        self,
        *,
        colours: int = 0,
        width: int = 0,
        hyperlinks: bool = False,
        github: bool = False,
        quiet: bool = False,
        verbose: bool = False,
        statistics: bool = False,
        encoding: str = "utf-8",
        checkout: Checkout | None = None,
        summary: bool = False,
        room: int = SUMMARY_BYTES,
    ) -> None:
        self.colours = colours
        self.width = max(width, NARROWEST) if width else UNBOUNDED
        self.hyperlinks = hyperlinks
        self.github = github
        self.quiet = quiet
        self.verbose = verbose
        self.statistics = statistics
        self.encoding = encoding
        self.checkout = checkout
        self.summary = summary
        self.room = room

    def show(self, text: str) -> str:
        """Return text from a file as this output may print it."""
        return visible(text, github=self.github, encoding=self.encoding)

    def in_repository(self, file: str) -> str:
        """Return a file's path from the root of the repository, as GitHub and GitLab want it."""
        return self.checkout.path(file) if self.checkout else file
