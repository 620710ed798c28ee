"""What the documents say about routing: every clause once, with its sources and the weight it has.

A decision names the clause that made it by its key.  Which protocol asks which
clause stands in `caslint.routing.matrix`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from caslint.exchange.releases import Build, release_named
from caslint.exchange.sources import Citation, cite

Mark = Literal["S", "R", "D", "K", "?"]

MARKS: dict[Mark, str] = {
    "S": "stated by the seed document",
    "R": "stated by the documents named",
    "D": "follows from what the documents named state",
    "K": "attributed to the document named, whose passage was not read",
    "?": "the documents do not say",
}
"""What each mark means.  Nothing that is marked K or ? is ever a rejection."""

_TABLE = """\
own-site  S  SEED:3 FIG
    a Client Access server opens the mailboxes of its own version in its own site itself, by RPC
no-cas  S  SEED:3 CTO-EXP
    a site with mailboxes needs a Client Access server of their version
newer  S  SEED:4 EWSRC KB947168
    a Client Access server proxies to its own or an older version only
target-no-url  D  TN07 URLTAB
    a directory with neither ExternalUrl nor InternalUrl cannot be proxied to
target-not-ssl  S  SEED:7 OWA42 EWSRC
    Client Access servers of different sites talk HTTPS to each other
target-not-windows-auth  R  EWSRC OWA71 ITPRO
    the directory that is proxied to needs Integrated Windows authentication
plain-http-allowed  R  OWA42
    AllowProxyingWithoutSsl on the proxying server lets OWA proxy over HTTP
owa-redirect  S  SEED:1 TN10SP FIG SETOWA
    a user whose mailbox's site has an ExternalUrl is redirected there, by a page with a link
owa-redirect-2007  R  TN07 EHLO07
    a 2007 server redirects to the ExternalUrl of the mailbox's site, by a page with a link
owa-redirect-to-2007  R  EHLO-OWA10 MSUNDIS
    a 2010 server redirects to the ExternalUrl of another site's 2007 server, by a page with a link
owa-silent  R  PEI2 SETOWA  since 2010 SP2
    with CrossSiteRedirectType Silent the browser is redirected without a page between
owa-proxy  S  SEED:3,4 TN10SP PEI1 FARAGE
    where the mailbox's site has no ExternalUrl the request is proxied to its InternalUrl
owa-proxy-2007  R  TN07 EHLO07
    where the mailbox's site has no ExternalUrl a 2007 server proxies to its InternalUrl
owa-proxy-to-2007  S  SEED:3,4 EHLO-OWA10 MSUNDIS
    where the mailbox's site has no ExternalUrl a 2010 server proxies to its 2007 server
owa-optimal-off  R  BB885049 ITPRO
    with RedirectToOptimalOWAServer off the server proxies to the ExternalUrl: HTTP 404 where it cannot reach it
owa-2003-url  R  EHLO-OWA10 SETOWA
    a 2010 server sends users of 2003 mailboxes to its Exchange2003Url, without a page between
owa-2003-url-manual  R  SETOWA
    LegacyRedirectType Manual shows a page with a link where forms-based authentication is off
owa-2003-no-url  D  SETOWA EHLO-OWA10 SEED2-OWA
    without Exchange2003Url a 2010 server has nowhere to send users of 2003 mailboxes
owa-2003-back-end  R  EHLO07-OWA ITPRO
    a 2007 server proxies to the 2003 server that holds the mailbox; its exchange directory needs Windows authentication
owa-2007-in-site  R  ZL-TN
    a 2010 server redirects to the 2007 server of its site: by ExternalUrl, else by InternalUrl, matching methods first
ecp-redirect  R  FARAGE URLTAB
    ECP is redirected like OWA
ecp-proxy  R  FARAGE URLTAB
    ECP is proxied like OWA
ecp-legacy  K  SETECP
    there is no ECP before 2010, and what a 2010 server answers for older mailboxes is not documented
eas-451-in-site  R  RCA451
    a server without ExternalUrl answers 451 where another one of its site has one: a known misconfiguration
eas-451  S  SEED:8 TN10SP MSASHTTP
    a device is sent to the ExternalUrl of its mailbox's site by HTTP 451; one that cannot follow shows an error
eas-451-2007  R  TN07 EHLO07 MSASHTTP
    a 2007 server sends a device to the ExternalUrl of its mailbox's site by HTTP 451
eas-451-to-2007  D  TN10SP MSASHTTP
    a 2010 server sends a device to the ExternalUrl of another site's 2007 server by HTTP 451
eas-old-device  R  KB2751417  since 2010 SP2 RU6
    a device of protocol 12.1 or earlier does not understand the 451 of a 2010 server before SP2 RU6
eas-proxy  S  SEED:3,4 TN10SP MSUNDIS
    where the mailbox's site has no ExternalUrl the request is proxied to its InternalUrl
eas-proxy-2007  R  EHLO07-EAS PORT25
    where the mailbox's site has no ExternalUrl a 2007 server proxies to its InternalUrl
eas-2007-in-site  R  MSUNDIS ZL
    a 2010 server sends devices that know Autodiscover to its site's 2007 ExternalUrl by HTTP 451, and proxies others
eas-newer  R  FENG-EAS EHLO-EAS10
    a 2007 server sends devices of protocol 12.1 or later to the 2010 ExternalUrl by HTTP 451, and answers 403 otherwise
eas-2003-back-end  R  SEED2-EAS EHLO07-EAS EAS03
    ActiveSync is proxied straight to the 2003 server that holds the mailbox; it needs Windows authentication there
ews-proxy  S  SEED:3,4 TN10SP FARAGE EWSPX10
    EWS is proxied to the mailbox's site and never redirected
ews-proxy-2007  R  EWSPX07  since 2007 SP1
    a 2007 server proxies EWS to the mailbox's site from SP1 on
ews-proxy-to-2007  S  SEED:3,4
    a 2010 server proxies EWS to the 2007 server of the mailbox's site
ews-2007-in-site  ?  SEED:3,4
    only the general statement on 2007 covers EWS from 2010 to 2007 in one site; Autodiscover hands out the 2007 URL
ews-2003  ?  -
    there is no EWS on 2003
availability-own-site  S  SEED:4 AVAILEV
    the Availability service answers for the mailboxes of its own site
availability-proxy  S  SEED:4 KB3057905 REQTYPE AV4002
    the Availability service asks the EWS directory of a Client Access server in the other site, unconfigured
availability-2003  R  EWSRC
    free/busy of 2003 mailboxes is read from the public folder
pop-cross-site  S  SEED:6 TN10RTM
    POP3 and IMAP4 are not proxied: the client must use a Client Access server of its mailbox's site
pop-proxy  R  TN10SP SETPOP URLTAB  since 2010 SP2
    the SP2 and SP3 text has POP3 and IMAP4 proxied to the InternalConnectionSettings of the mailbox's site
pop-2007  R  POP07  since 2007 SP1
    a 2007 server refuses cross-site POP3 and IMAP4 unless AllowCrossSiteSessions is set
pop-2007-allowed  R  POP07
    with AllowCrossSiteSessions a 2007 server opens the other site's mailbox by RPC, slowly
pop-other-version  ?  -
    POP3 and IMAP4 from this server to a mailbox of another version are not documented
autodiscover  R  ZL
    Autodiscover answers for every mailbox of its own version, with the URLs of the mailbox's site
autodiscover-302  R  REDIRURL AD-COEX  since 2007 SP2
    a 2007 server sends Autodiscover of 2010 mailboxes to a 2010 server by HTTP 302
autodiscover-legacy  ?  -
    what Autodiscover answers here for mailboxes of another version is not documented
oa-own-site  R  MSUNDIS
    Outlook Anywhere passes the RPC on within the mailbox's site
oa-other-site  D  MSUNDIS NEWARRAY
    Outlook Anywhere passes the RPC on to the mailbox server, or to what RpcClientAccessServer of the database names
oa-legacy  ?  -
    Outlook Anywhere from this server to a mailbox of this version is not documented
oab-own-site  R  URLTAB KB3047178
    the offline address book is fetched from the URL that Autodiscover returned
oab-other  ?  -
    no document describes how the offline address book is proxied or redirected
nothing-answers  ?  -
    the server that the request reaches does not offer the protocol
not-declared  ?  -
    the declaration leaves out what decides
out-of-range  ?  -
    what this version of Exchange does is outside what is checked
goes-on  D  MSASHTTP SETOWA
    a redirected client starts again at the name that it was given
loop  D  NS FENG-NS MSEXG
    a redirect to a name that the redirecting server answers itself brings the client back
"""


class Clause(NamedTuple):
    """One thing that the documents say.

    `since` is the build from which on it holds, None where it always has.
    `seed` are the numbers of the seed's statements among its sources.
    """

    key: str
    mark: Mark
    says: str
    sources: tuple[str, ...]
    seed: tuple[int, ...]
    since: Build | None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The documents, the seed's with the numbers of its statements."""
        return tuple([_with_statements(citation, self.seed) for citation in cite(*self.sources)])


def _with_statements(citation: Citation, seed: tuple[int, ...]) -> Citation:
    if citation.key != "SEED":
        return citation
    noun = "statement" if len(seed) == 1 else "statements"
    return citation.replaced(title=f"{citation.title}, {noun} {', '.join(map(str, seed))}")


def _read(table: str) -> dict[str, Clause]:
    """Clauses by key; a heading and a sentence make one."""
    lines = table.splitlines()
    clauses = [_clause(heading, says.strip()) for heading, says in zip(lines[::2], lines[1::2], strict=True)]
    return {clause.key: clause for clause in clauses}


def _clause(heading: str, says: str) -> Clause:
    key, mark, sources, *since = heading.split("  ")
    names = [name.partition(":") for name in sources.split() if name != "-"]
    seed = tuple([int(number) for _, _, numbers in names for number in numbers.split(",") if number])
    return Clause(key, _mark(mark), says, tuple([name for name, _, _ in names]), seed, _since(since))


def _mark(text: str) -> Mark:
    for mark in MARKS:
        if mark == text:
            return mark
    raise ValueError(text)


def _since(words: list[str]) -> Build | None:
    if not words:
        return None
    release = release_named(words[0].removeprefix("since "))
    if release is None:
        raise ValueError(words[0])
    return release.build


CLAUSES: dict[str, Clause] = _read(_TABLE)
"""By key, in the order of the protocols."""


def since(key: str) -> Build:
    """The build from which on a clause holds; raises KeyError where it always has."""
    build = CLAUSES[key].since
    if build is None:
        raise KeyError(key)
    return build
