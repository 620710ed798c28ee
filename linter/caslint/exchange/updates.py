"""The service packs and rollups with which a documented behaviour came or went."""

from __future__ import annotations

from caslint.exchange.releases import SERVICE_PACKS, Build, Family, release_named


def _build(name: str) -> Build:
    release = release_named(name)
    assert release is not None, name  # noqa: S101  the table of releases has it, or the name is misspelt here
    return release.build


COEXISTENCE_2003: Build = SERVICE_PACKS[Family.EXCHANGE_2003, 2].build
"""What a 2003 server needs beside 2010 (sources COEX-OWA, EHLO-EAS10)."""

COEXISTENCE_2007: Build = SERVICE_PACKS[Family.EXCHANGE_2007, 2].build
"""What a 2007 server needs beside 2010 (sources COEX-OWA, EXINBOX)."""

EWS_PROXYING_2007: Build = SERVICE_PACKS[Family.EXCHANGE_2007, 1].build
"""Since when a 2007 server proxies EWS to another site (source EWSPX07)."""

CROSS_SITE_REDIRECT_TYPE: Build = SERVICE_PACKS[Family.EXCHANGE_2010, 2].build
"""Since when CrossSiteRedirectType exists (source PEI2)."""

LANGUAGE_PAGE_CHANGED: Build = SERVICE_PACKS[Family.EXCHANGE_2010, 1].build
"""Since when a 2010 server sends users' regional settings in a form that 2010 RTM does not read (source KB2475771)."""

OLD_DEVICES_KEPT: Build = _build("2010 SP2 RU6")
"""Since when a 2010 server does not answer HTTP 451 to devices that cannot follow it (source KB2751417)."""

USER_CONTEXT_COOKIE_CHANGED: Build = _build("2010 SP2 RU1")
"""The one build whose OWA proxying earlier servers do not understand (source SP2RU1)."""

USER_CONTEXT_COOKIE_READ_BY_2007: Build = _build("2007 SP3 RU7")
"""Since when a 2007 server understands it (source SP2RU1)."""
