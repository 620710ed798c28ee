"""The lines for the Exchange Management Shell that collect everything an import reads.

Sources: the cmdlets' own pages (GETEX and its siblings); Get-MailboxDatabase lists
databases of older servers only with its own switch in each version; POP3 and IMAP4
settings are read server by server.  `-ADPropertiesOnly` is left out on purpose:
what it reads lacks the switches of authentication (source VDIRSLOW).
"""

from __future__ import annotations

from caslint.importer.kinds import KINDS

_ONLY_2010 = frozenset({"ecp", "clientAccessArray"})
_SERVERS_2010 = "Get-ExchangeServer | Where-Object { $_.IsClientAccessServer -and $_.IsE14OrLater }"
_IS_2007 = '"$($_.AdminDisplayVersion)" -like "Version 8.*"'
_SERVERS_2007 = f"Get-ExchangeServer | Where-Object {{ $_.IsClientAccessServer -and {_IS_2007} }}"
_ASK = "Invoke-Command -ComputerName $_.Fqdn -ScriptBlock { (Get-Command ExSetup.exe).FileVersionInfo }"
_BUILDS = (
    "# Where remote commands are allowed, this tells the update rollups too:",
    f"# Get-ExchangeServer | Where-Object {{ $_.IsE14OrLater }} | ForEach-Object {{ {_ASK} }} |",
    '#   Select-Object PSComputerName, FileVersion | Export-Clixml (Join-Path $folder "ExSetup.xml")',
)
_SWITCHES = {"2010": " -IncludePreExchange2010", "2007": " -IncludePreExchange2007"}

_INTRODUCTION = {
    "2010": (
        "# Exchange 2010: paste this into its Exchange Management Shell. Everything is only read;",
        "# the settings of web servers that are many or far away take their time.",
    ),
    "2007": (
        "# Exchange 2007: paste this into its own Exchange Management Shell, also where it stands beside 2010.",
        "# Everything is only read.",
    ),
}
_THEN = {
    "2010": (
        "# Then, where Python is: caslint import exchange-2010 --complete -o topology.yaml",
        "# (with Exchange 2007 servers too: caslint import exchange-2010 exchange-2007 --complete -o topology.yaml)",
    ),
    "2007": ("# Then, where Python is: caslint import exchange-2007 --complete -o topology.yaml",),
}
VERSIONS = tuple(_INTRODUCTION)


def commands(version: str) -> str:
    """The lines for the shell of a version, 2010 or 2007."""
    folder = f"exchange-{version}"
    lines = [
        *_INTRODUCTION[version],
        f'$folder = Join-Path (Get-Location) "{folder}"',
        "New-Item -ItemType Directory -Force -Path $folder | Out-Null",
        'Get-Date | Export-Clixml (Join-Path $folder "collected.xml")',
    ]
    for kind, (cmdlet, _) in KINDS.items():
        if kind != "build" and (version == "2010" or kind not in _ONLY_2010):
            lines.append(_line(kind, cmdlet, version))
    if version == "2010":
        lines += _BUILDS
    lines += _THEN[version]
    return "\n".join(lines) + "\n"


def _line(kind: str, cmdlet: str, version: str) -> str:
    file = f'Export-Clixml (Join-Path $folder "{cmdlet}.xml")'
    if kind in {"pop3", "imap4"}:
        servers = _SERVERS_2010 if version == "2010" else _SERVERS_2007
        return f"{servers} | ForEach-Object {{ {cmdlet} -Server $_.Name }} | {file}"
    switch = _SWITCHES[version] if kind == "mailboxDatabase" else ""
    return f"{cmdlet}{switch} | {file}"
