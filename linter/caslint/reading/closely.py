"""The reading of a text that holds something suspicious, that libyaml has refused, or that it cannot be asked about."""

from __future__ import annotations

from caslint.reading.attempt import Attempt, Parsed
from caslint.reading.dialect import look
from caslint.reading.events import STREAM_END, YAMLError, pure_parser
from caslint.reading.fault import Fault, Refused
from caslint.reading.hidden import hide
from caslint.reading.syntax import syntax_fault


def closely(text: str, attempt: Attempt | None, *, pure: bool) -> Parsed:
    """The tree of a text, or the one thing to tell about it.

    First comes what parsers read differently, then errors of YAML, then what
    caslint itself refuses: so the answer hangs on no parser.  `attempt` is what
    libyaml has made of the text already.
    """
    found = look(text)
    if found.fault:
        return Parsed(None, (found.fault,))
    if attempt is None or found.marks:
        attempt = Attempt(text, pure_parser(text) if pure else hide(text, found.marks))
    return attempt.parsed or Parsed(None, (_fault(text, attempt, found.suspect),))


def _fault(text: str, attempt: Attempt, suspect: Fault | None) -> Fault:
    trouble = attempt.trouble
    if isinstance(trouble, Refused):
        try:  # parsers look ahead, and not equally far: an error further down counts
            while type(attempt.get_event()) is not STREAM_END:
                pass
        except YAMLError as error:
            return suspect or syntax_fault(text, error)
        return trouble.fault
    return suspect or syntax_fault(text, trouble or YAMLError())
