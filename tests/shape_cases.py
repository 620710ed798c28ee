"""Faults of shape: a text, and what is said of it, one line a fault.

A fault is written `line:column-column message`, and below it `fix: text` where
there is a fix (`unsafe fix:` where it might change the meaning).
"""

from __future__ import annotations

SERVER = "servers:\n- {name: CAS01, version: '14.3', site: A, roles: [ClientAccess], "
"""The beginning of a file with one server, whose faulty part follows."""

DIRECTORY = SERVER + "virtualDirectories: {"

CASES: dict[str, tuple[str, str]] = {
    # The file as a whole.
    "the file is a list": ("- a\n", "1:1-4 the file is a list; write a mapping"),
    "the file is a text": ("sites\n", "1:1-6 the file is 'sites'; write a mapping"),
    "unknown section": (
        "foo: 1\n",
        (
            "1:1-4 unknown key 'foo'; allowed: formatVersion, organization, include, sites, servers,"
            " clientAccessArrays, mailboxDatabases, proxying, clients"
        ),
    ),
    "section in the singular": (
        "server: []\n",
        "1:1-7 unknown key 'server'; did you mean servers?\nunsafe fix: servers",
    ),
    "section in other letters": (
        "Sites: []\n",
        "1:1-6 unknown key 'Sites'; did you mean sites?\nfix: sites",
    ),
    "section in other letters beside the right one": (
        "sites: []\nSites: []\n",
        "2:1-6 unknown key 'Sites'; did you mean sites?",
    ),
    "section under another word": (
        "databases: []\n",
        "1:1-10 unknown key 'databases'; did you mean mailboxDatabases?\nfix: mailboxDatabases",
    ),
    "a key of a part at the top": (
        "internetFacing: true\n",
        "1:1-15 unknown key 'internetFacing'; it is a key of site or server",
    ),
    "empty section": ("sites:\n", "1:1-6 sites is empty; write a list, or leave the key out"),
    "null section": ("sites: ~\n", "1:8-9 sites is null; write a list, or leave the key out"),
    "section as a mapping": (
        "mailboxDatabases:\n  name: DB01\n",
        "1:1-17 mailboxDatabases is a mapping; write a list, with a dash before each item",
    ),
    "version of the format, quoted": (
        "formatVersion: '1'\n",
        "1:16-19 formatVersion is the text '1'; write 1 without quotes\nfix: 1",
    ),
    "version of the format, another": ("formatVersion: 2\n", "1:16-17 formatVersion is '2'; allowed: 1"),
    "version of the format, a fraction": (
        "formatVersion: 1.0\n",
        "1:16-19 formatVersion is '1.0'; allowed: 1",
    ),
    "version of the format, too long for a number": (
        f"formatVersion: {'1' * 90}\n",
        f"1:16-106 formatVersion is '{'1' * 59}…'; allowed: 1",
    ),
    "include without a list": (
        "include: sites/*.yaml\n",
        '1:10-22 include is \'sites/*.yaml\'; write a list: ["sites/*.yaml"]\nfix: ["sites/*.yaml"]',
    ),
    # The organization.
    "organization as a name": (
        "organization: Contoso\n",
        "1:15-22 organization is 'Contoso'; write a mapping: {name: Contoso}\nfix: {name: Contoso}",
    ),
    "organization as a name with a space": (
        "organization: Contoso Ltd\n",
        '1:15-26 organization is \'Contoso Ltd\'; write a mapping: {name: "Contoso Ltd"}\nfix: {name: "Contoso Ltd"}',
    ),
    "external protocols as the shell prints them": (
        "organization: {name: C, externalProtocols: {owa, ecp}}\n",
        "1:25-42 organization: externalProtocols is a mapping in braces; write a list: [owa, ecp]\nfix: [owa, ecp]",
    ),
    "external protocols with a value in the braces": (
        "organization: {name: C, externalProtocols: {owa: ecp}}\n",
        "1:25-42 organization: externalProtocols is a mapping; write a list",
    ),
    "proxying of POP3 in other letters": (
        "organization: {popImapProxying: Supported}\n",
        "1:33-42 organization: popImapProxying is 'Supported'; write supported\nfix: supported",
    ),
    # Sites.
    "site as a name": (
        "sites:\n- Redmond\n",
        "2:3-10 sites has 'Redmond'; write a mapping: {name: Redmond}\nfix: {name: Redmond}",
    ),
    "site as a list": ("sites:\n- [Redmond]\n", "2:3-12 sites has a list; write a mapping with name"),
    "site without a name": ("sites:\n- internetFacing: true\n", "2:3-23 site number 1: name is missing"),
    "site with an empty name": ("sites:\n- name: ''\n", "2:9-11 site number 1: name is empty; write text"),
    "site that is called nothing": ("sites:\n- name:\n", "2:3-7 site number 1: name is empty; write text"),
    "site with null for a name": ("sites:\n- name: null\n", "2:9-13 site number 1: name is null; write text"),
    "yes": (
        "sites:\n- name: NO\n  internetFacing: yes\n",
        "3:19-22 site NO: internetFacing is 'yes'; write true\nfix: true",
    ),
    "off": (
        "sites:\n- name: A\n  internetFacing: OFF\n",
        "3:19-22 site A: internetFacing is 'OFF'; write false\nfix: false",
    ),
    "$true": (
        "sites:\n- name: A\n  internetFacing: $true\n",
        "3:19-24 site A: internetFacing is '$true'; write true\nfix: true",
    ),
    "quoted true": (
        'sites:\n- name: A\n  internetFacing: "true"\n',
        "3:19-25 site A: internetFacing is the text 'true'; write true without quotes\nfix: true",
    ),
    "neither true nor false": (
        "sites:\n- name: A\n  internetFacing: 1\n",
        "3:19-20 site A: internetFacing is '1'; write true or false",
    ),
    "an empty switch": (
        "sites:\n- name: A\n  internetFacing:\n",
        "3:3-17 site A: internetFacing is empty; write true or false, or leave the key out",
    ),
    "word without its hyphen": (
        "sites:\n- {name: A, globalCatalog: Read Only}\n",
        "2:28-37 site A: globalCatalog is 'Read Only'; write read-only\nfix: read-only",
    ),
    "word misspelt": (
        "sites:\n- {name: A, globalCatalog: writeable}\n",
        (
            "2:28-37 site A: globalCatalog is 'writeable'; did you mean writable? allowed: writable, read-only, none"
            "\nunsafe fix: writable"
        ),
    ),
    # Servers.
    "server as a name": (
        "servers: [CAS01]\n",
        "1:11-16 servers has 'CAS01'; write a mapping with name and version",
    ),
    "server without anything": (
        "servers:\n- name: CAS01\n",
        "2:3-14 server CAS01: version, roles and site are missing",
    ),
    "server without roles": (
        "servers:\n- {name: CAS01, version: '14.3', site: A}\n",
        "2:4-15 server CAS01: roles is missing",
    ),
    "2003 server without a version": (
        "servers:\n- {site: A, name: EX03, roles: [BackEnd]}\n",
        "2:13-23 server EX03: version is missing",
    ),
    "version misspelt": (
        "servers:\n- name: CAS01\n  verison: '14.3'\n",
        "3:3-10 server CAS01: unknown key 'verison'; did you mean version?\nunsafe fix: version",
    ),
    "version under the shell's name": (
        "servers:\n- name: CAS01\n  AdminDisplayVersion: Version 14.3 (Build 123.4)\n",
        "3:3-22 server CAS01: unknown key 'AdminDisplayVersion'; did you mean version?\nfix: version",
    ),
    "empty version": (
        "servers:\n- name: CAS01\n  version:\n  roles: []\n  site: A\n",
        "3:3-10 server CAS01: version is empty; write text",
    ),
    "key in other letters": (
        SERVER + "internetfacing: true}\n",
        "2:66-80 server CAS01: unknown key 'internetfacing'; did you mean internetFacing?\nfix: internetFacing",
    ),
    "a directory's key at the server": (
        SERVER + "externalUrl: null}\n",
        (
            "2:66-77 server CAS01: unknown key 'externalUrl';"
            " it is a key of owa, ecp, activesync, ews, oab, autodiscover or exchange"
        ),
    ),
    "a directory at the server": (
        SERVER + "owa: absent}\n",
        "2:66-69 server CAS01: unknown key 'owa'; it is a key of virtualDirectories",
    ),
    "roles as the shell prints them": (
        "servers:\n- name: S\n  version: '2010'\n  site: A\n  roles: ClientAccess, Hub Transport\n",
        (
            "5:10-37 server S: roles is 'ClientAccess, Hub Transport'; write a list: [ClientAccess, HubTransport]"
            "\nfix: [ClientAccess, HubTransport]"
        ),
    ),
    "roles that nobody knows": (
        "servers:\n- name: S\n  version: '2010'\n  site: A\n  roles: Gateway\n",
        "5:10-17 server S: roles is 'Gateway'; write a list",
    ),
    "role in short": (
        "servers:\n- name: S\n  version: '2010'\n  site: A\n  roles:\n  - CAS\n  - Hub\n",
        (
            "6:5-8 server S: roles has 'CAS'; write ClientAccess\nfix: ClientAccess\n"
            "7:5-8 server S: roles has 'Hub'; write HubTransport\nfix: HubTransport"
        ),
    ),
    "empty roles": (
        "servers:\n- name: S\n  version: '2010'\n  site: A\n  roles:\n",
        "5:3-8 server S: roles is empty; write a list",
    ),
    "site as a list of one": (
        "servers:\n- name: S\n  version: '2010'\n  site: [A]\n  roles: []\n",
        "4:3-7 server S: site is a list; write text",
    ),
    "certificate names without a list": (
        SERVER + "certificateNames: mail.contoso.com}\n",
        (
            "2:84-100 server CAS01: certificateNames is 'mail.contoso.com'; write a list: [mail.contoso.com]"
            "\nfix: [mail.contoso.com]"
        ),
    ),
    "site scope with commas": (
        "servers:\n- name: S\n  version: '2010'\n  site: A\n  roles: []\n  autoDiscoverSiteScope: A, B 2\n",
        '6:26-32 server S: autoDiscoverSiteScope is \'A, B 2\'; write a list: [A, "B 2"]\nunsafe fix: [A, "B 2"]',
    ),
    "null in a list": (
        SERVER + "certificateNames: [~]}\n",
        "2:85-86 server CAS01: certificateNames has null; write text",
    ),
    "empty item": (
        "include:\n- sites/*.yaml\n-\n",
        "3:1-2 include has an empty item; write text",
    ),
    # Directories.
    "no directories": (
        SERVER + "virtualDirectories: null}\n",
        "2:86-90 server CAS01: virtualDirectories is null; write a mapping, or leave the key out",
    ),
    "unknown directory": (
        DIRECTORY + "mapi: {}}}\n",
        "2:87-91 server CAS01: unknown key 'mapi'; allowed: owa, ecp, activesync, ews, oab, autodiscover, exchange",
    ),
    "directory in short": (
        DIRECTORY + "EAS: {}}}\n",
        "2:87-90 server CAS01: unknown key 'EAS'; did you mean activesync?\nfix: activesync",
    ),
    "empty directory": (
        DIRECTORY + "owa: }}\n",
        "2:87-90 server CAS01: owa is empty; write absent, unknown, a mapping or a list, or leave the key out",
    ),
    "directory that was removed": (
        DIRECTORY + "ews: Removed}}\n",
        "2:92-99 server CAS01: ews is 'Removed'; write absent\nfix: absent",
    ),
    "directory with another word": (
        DIRECTORY + "ecp: gone}}\n",
        "2:92-96 server CAS01: ecp is 'gone'; allowed: absent, unknown, a mapping, a list",
    ),
    "empty list of directories": (
        DIRECTORY + "oab: []}}\n",
        "2:87-90 server CAS01: oab is an empty list; write absent or unknown",
    ),
    "word in a list of directories": (
        DIRECTORY + "oab: [absent]}}\n",
        "2:93-99 server CAS01: oab has 'absent'; write a mapping",
    ),
    "one of several directories": (
        DIRECTORY + "owa: [{webSite: Partners, formsauthentication: true}]}}\n",
        (
            "2:113-132 CAS01/owa (Partners): unknown key 'formsauthentication'; did you mean formsAuthentication?"
            "\nfix: formsAuthentication"
        ),
    ),
    "one of several directories without a name": (
        DIRECTORY + "owa: [{requireSsl: no}]}}\n",
        "2:106-108 CAS01/owa: requireSsl is 'no'; write false\nfix: false",
    ),
    "redirect type in other letters": (
        DIRECTORY + "owa: {crossSiteRedirectType: silent}}}\n",
        "2:116-122 CAS01/owa: crossSiteRedirectType is 'silent'; write Silent\nfix: Silent",
    ),
    "redirect type that nobody knows": (
        DIRECTORY + "owa: {crossSiteRedirectType: null}}}\n",
        "2:116-120 CAS01/owa: crossSiteRedirectType is null; write Manual or Silent, or leave the key out",
    ),
    "the other directories' switch at ActiveSync": (
        DIRECTORY + "activesync: {windowsAuthentication: true}}}\n",
        (
            "2:100-121 CAS01/activesync: unknown key 'windowsAuthentication'; did you mean windowsAuthEnabled?"
            "\nfix: windowsAuthEnabled"
        ),
    ),
    "forms at EWS": (
        DIRECTORY + "ews: {formsAuthentication: false}}}\n",
        "2:93-112 CAS01/ews: unknown key 'formsAuthentication'; it is a key of owa, ecp or exchange",
    ),
    "redirect type at ECP": (
        DIRECTORY + "ecp: {crossSiteRedirectType: Manual}}}\n",
        "2:93-114 CAS01/ecp: unknown key 'crossSiteRedirectType'; it is a key of owa",
    ),
    "empty text for a URL": (
        DIRECTORY + "owa: {externalUrl: ''}}}\n",
        "2:106-108 CAS01/owa: externalUrl is an empty text; write null where there is none\nfix: null",
    ),
    "list for a URL": (
        DIRECTORY + "owa: {externalUrl: [a]}}}\n",
        "2:93-104 CAS01/owa: externalUrl is a list; write text or null",
    ),
    "methods as the shell prints them": (
        DIRECTORY + "owa: {internalAuthenticationMethods: {Basic, Fba}}}}\n",
        (
            "2:93-122 CAS01/owa: internalAuthenticationMethods is a mapping in braces; write a list: [Basic, Fba]"
            "\nfix: [Basic, Fba]"
        ),
    ),
    "methods by other words": (
        DIRECTORY + "ews: {internalAuthenticationMethods: [basic, Windows, NTML]}}}\n",
        (
            "2:125-130 CAS01/ews: internalAuthenticationMethods has 'basic'; write Basic\nfix: Basic\n"
            "2:132-139 CAS01/ews: internalAuthenticationMethods has 'Windows'; write WindowsIntegrated"
            "\nfix: WindowsIntegrated\n"
            "2:141-145 CAS01/ews: internalAuthenticationMethods has 'NTML'; did you mean Ntlm? allowed: Basic, Digest,"
            " Ntlm, Fba, WindowsIntegrated, LiveIdFba, LiveIdBasic, LiveIdNegotiate, WSSecurity, Certificate, NegoEx,"
            " Negotiate, Kerberos, OAuth, Adfs, Misconfigured"
        ),
    ),
    # Services.
    "POP3 that is empty": (
        SERVER + "pop3: }\n",
        "2:66-70 server CAS01: pop3 is empty; write unknown or a mapping, or leave the key out",
    ),
    "IMAP4 that was removed": (
        SERVER + "imap4: absent}\n",
        "2:73-79 server CAS01: imap4 is 'absent'; allowed: unknown, a mapping",
    ),
    "POP3 with an unknown key": (
        SERVER + "pop3: {enable: true}}\n",
        "2:73-79 CAS01/pop3: unknown key 'enable'; did you mean enabled?\nunsafe fix: enabled",
    ),
    "Outlook Anywhere with another method": (
        SERVER + "outlookAnywhere: {clientAuthenticationMethod: NTLM}}\n",
        "2:112-116 CAS01/outlookAnywhere: clientAuthenticationMethod is 'NTLM'; write Ntlm\nfix: Ntlm",
    ),
    # Arrays, databases, paths.
    "array without fqdn and site": (
        "clientAccessArrays:\n- name: outlook\n",
        "2:3-16 array outlook: fqdn and site are missing",
    ),
    "database under its server": (
        "mailboxDatabases:\n- {name: DB01, server: {name: MBX01}}\n",
        "2:16-22 database DB01: server is a mapping; write text",
    ),
    "path without protocols": (
        "proxying:\n- {from: CAS01, to: CAS02, protocols: []}\n",
        "2:28-37 proxying CAS01 -> CAS02: protocols is an empty list; write at least one item",
    ),
    "path without a target": (
        "proxying:\n- {from: CAS01, protocols: [owa]}\n",
        "2:4-15 proxying number 1: to is missing",
    ),
    # Clients.
    "client without anything": (
        "clients:\n- {name: c}\n",
        "2:4-11 client c: protocol, connectsTo and mailbox are missing",
    ),
    "client of two mailboxes": (
        "clients:\n- {name: c, protocol: owa, connectsTo: h, mailbox: {site: A, server: B}}\n",
        "2:43-50 client c: mailbox has site and server; write exactly one of site, server or database",
    ),
    "client of no mailbox": (
        "clients:\n- {name: c, protocol: owa, connectsTo: h, mailbox: {}}\n",
        "2:43-50 client c: mailbox needs one of site, server or database",
    ),
    "client of a mailbox by its name": (
        "clients:\n- {name: c, protocol: owa, connectsTo: h, mailbox: Kyoto}\n",
        "2:52-57 client c: mailbox is 'Kyoto'; write a mapping",
    ),
    "device of another form": (
        "clients:\n- {name: c, protocol: activesync, connectsTo: h, mailbox: {site: A}, deviceProtocolVersion: new}\n",
        "2:93-96 client c: deviceProtocolVersion is 'new'; write a text such as 14.0",
    ),
    "protocol in short": (
        "clients:\n- {name: c, protocol: imap, connectsTo: h, mailbox: {site: A}}\n",
        "2:23-27 client c: protocol is 'imap'; write imap4\nfix: imap4",
    ),
    "expectation misspelt": (
        "clients:\n- {name: c, protocol: owa, connectsTo: h, mailbox: {site: A}, expect: [serve, rejected]}\n",
        (
            "2:79-87 client c: expect has 'rejected'; did you mean reject? allowed: serve, proxy, redirect, reject"
            "\nunsafe fix: reject"
        ),
    ),
    "expectations with a comma": (
        "clients:\n- name: c\n  protocol: owa\n  connectsTo: h\n  mailbox: {site: A}\n  expect: serve, proxy\n",
        "6:11-23 client c: expect is 'serve, proxy'; write a list: [serve, proxy]\nfix: [serve, proxy]",
    ),
    "nothing expected": (
        "clients:\n- {name: c, protocol: owa, connectsTo: h, mailbox: {site: A}, expect: []}\n",
        "2:63-69 client c: expect is an empty list; write serve, proxy, redirect or reject",
    ),
    # Aliases, long and strange texts.
    "a fault that aliases repeat": (
        "sites:\n- &a\n  nam: A\n- *a\n- *a\n",
        "3:3-6 site number 1: unknown key 'nam'; did you mean name?\nunsafe fix: name",
    ),
    "control characters in a word": (
        'sites:\n- {name: A, globalCatalog: "\\x1b[31mred\\n"}\n',
        (
            "2:28-43 site A: globalCatalog is '\N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER}';"
            " allowed: writable, read-only, none"
        ),
    ),
}
