"""The documents behind the facts, as a table of text: key and title on one line, address on the next.

A dash stands where a document is known by its title only.  The table is read by
`caslint.exchange.sources`; everyone else asks there.
"""

from __future__ import annotations

TABLE = """\
SEED  E14 Overview CAS Proxy AND Redirection
    http://johnnyyao.blogspot.com/2010/03/e14-overview-cas-proxy.html
SEED2-EAS  E14 Proxying for Exchange ActiveSync
    http://johnnyyao.blogspot.com/2010/03/e14-proxying-for-exchange-activesync.html
TN10RTM  Understanding Proxying and Redirection (Exchange 2010 RTM)
    https://docs.microsoft.com/previous-versions/exchange-server/exchange-140/bb310763(v=exchg.140)
TN10SP  Understanding Proxying and Redirection (Exchange 2010 SP2 and SP3)
    https://learn.microsoft.com/en-us/previous-versions/office/exchange-server-2010/bb310763(v=exchg.141)
TN07  Understanding Proxying and Redirection (Exchange 2007)
    https://technet.microsoft.com/en-us/library/bb310763(v=exchg.80).aspx
ZL  Exchange 2010: Even More Migration Tips (Zachary Loeber, 2012-07-10)
    -
ZL-TN  Understanding Proxying and Redirection (Exchange 2010), on Exchange 2007 mailboxes, as quoted in "Exchange 2010: Even More Migration Tips"
    -
URLTAB  Exchange 2007, 2010 and 2013 - Powershell script to dump InternalURLs and ExternalURLs (2015-01-21)
    -
FIG  CAS Proxying and Redirection
    https://messaginginfo.blogspot.com/2015/05/cas-proxying-and-redirection.html
PEI1  Microsoft Exchange 2010 - Using Proxying and Redirection (Part 1)
    https://pei.com/?p=2661
PEI2  Microsoft Exchange 2010 - Using Proxying and Redirection (Part 2)
    https://www.pei.com/microsoft-exchange-2010-using-proxying-and-redirection-part-2/
FARAGE  Exchange Proxy and Redirection (Exchange 2007 and 2010) Explained
    https://adamfarage.medium.com/exchange-proxy-and-redirection-exchange-2007-and-2010-explained-344d7adf374f
EHLO07  Overview of Exchange Server 2007 CAS Proxying and Redirection
    https://techcommunity.microsoft.com/t5/exchange-team-blog/overview-of-exchange-server-2007-cas-proxying-and-redirection/ba-p/591448
EHLO07-OWA  How Exchange Server 2007 CAS Proxying works for Outlook Web Access
    https://techcommunity.microsoft.com/t5/exchange-team-blog/how-exchange-server-2007-cas-proxying-works-for-outlook-web/ba-p/591420
EHLO07-EAS  How Exchange 2007 CAS Proxying works for ActiveSync
    https://techcommunity.microsoft.com/blog/exchange/how-exchange-2007-cas-proxying-works-for-activesync/590787
EHLO-OWA10  Upgrading Outlook Web App to Exchange 2010
    https://techcommunity.microsoft.com/t5/Exchange-Team-Blog/Upgrading-Outlook-Web-App-to-Exchange-2010/ba-p/596845
EHLO-EAS10  Upgrading Exchange ActiveSync to Exchange 2010
    https://techcommunity.microsoft.com/t5/exchange-team-blog/upgrading-exchange-activesync-to-exchange-2010/ba-p/596466
FENG-EAS  You Had Me At EHLO: Upgrading Exchange ActiveSync to Exchange 2010 (repost)
    http://feng07.blogspot.com/2010/10/you-had-me-at-ehlo-upgrading-exchange_06.html
EHLO-TRANS  Transitioning Client Access to Exchange Server 2010
    https://blogs.technet.microsoft.com/exchange/2009/11/20/transitioning-client-access-to-exchange-server-2010/
MSUNDIS  Exchange 2010 Client Access behavior in coexistence with Exchange 2003 and 2007
    https://msundis.wordpress.com/2010/05/
EHLO13  Client Connectivity in an Exchange 2013 Coexistence Environment
    http://blogs.technet.com/b/exchange/archive/2014/03/12/client-connectivity-in-an-exchange-2013-coexistence-environment.aspx
EHLO16  Client Connectivity in an Exchange 2016 Coexistence Environment with Exchange 2010
    https://techcommunity.microsoft.com/blog/exchange/client-connectivity-in-an-exchange-2016-coexistence-environment-with-exchange-20/603945
PORT25  Migrating Exchange 2007 ActiveSync to Exchange 2010
    http://port25guy.com/2010/09/28/migrating-exchange-2007-activesync-to-exchange-2010-and-why-your-android-may-work-but-your-apple-iphone-ipad-may-not/
RCA451  Exchange ActiveSync Returned an HTTP 451 Error (Remote Connectivity Analyzer)
    https://github.com/MicrosoftDocs/OfficeDocs-ConnectivityAnalyzer
RCA-AD  The MobileSync Autodiscover Provider Returned an Error Status (Remote Connectivity Analyzer)
    https://github.com/MicrosoftDocs/OfficeDocs-ConnectivityAnalyzer
RCA503  Exchange ActiveSync Returned an HTTP 503 Error (Remote Connectivity Analyzer)
    https://github.com/MicrosoftDocs/OfficeDocs-ConnectivityAnalyzer
RCA-URL  ActiveSync ExternalUrl is not in the expected format
    https://learn.microsoft.com/zh-tw/previous-versions/office/exchange-remote-connectivity/dd439369(v=exchg.80)
MSASHTTP  [MS-ASHTTP] 3.1.5.2.2 HTTP Error 451
    https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-ashttp/a907164a-907c-48b4-b2ef-44a06867f03f
EASERR  Exchange ActiveSync Errors and Events
    https://learn.microsoft.com/de-de/previous-versions/exchange-server/exchange-140/bb430776(v=exchg.140)
KB2751417  Synchronization fails if you sync an external device to a mailbox through EAS in an Exchange Server 2010 environment (KB2751417)
    https://mskb.pkisolutions.com/en-us/help/2751417
KB2475771  User Culture cannot be set when Exchange Server 2010 SP1 CAS proxies to an older server version (KB2475771)
    https://github.com/MicrosoftDocs/OfficeDocs-Support
KB947168  Event 46 after upgrading the Internet-facing Client Access server (KB947168)
    http://smallbusiness.support.microsoft.com/en-us/kb/947168
KB3057905  Exchange Online users cannot access free/busy information of users in a non-Internet-facing Active Directory site (KB3057905)
    https://github.com/MicrosoftDocs/OfficeDocs-Support
KB3047178  Offline address book is unavailable to Outlook in an Exchange coexistence environment (KB3047178)
    https://github.com/MicrosoftDocs/OfficeDocs-Support
KB4056664  Active Directory site redirection fails when accessing ECP (Exchange 2016, KB4056664)
    https://github.com/MicrosoftDocs/OfficeDocs-Support
EWSRC  ResponseCode element (EWS reference)
    https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
REQTYPE  RequestType element (EWS reference)
    https://learn.microsoft.com/exchange/client-developer/web-service-reference/requesttype
EWSPX10  Configuring EWS for Proxy Requests (Exchange 2010)
    https://learn.microsoft.com/en-us/previous-versions/office/developer/exchange-server-2010/bb856576(v=exchg.140)
EWSPX07  Configuring EWS for Proxy Requests (Exchange 2007)
    https://docs.microsoft.com/en-us/previous-versions/office/developer/exchange-server-2007/bb856576(v=exchg.80)
OWA42  MSExchange OWA 42
    https://technet.microsoft.com/en-us/library/ff980613(v=exchg.141).aspx
OWA71  MSExchange OWA 71
    https://technet.microsoft.com/de-de/library/ff985665(v=exchg.141)
OWAEV  Outlook Web App Errors and Events (copy of Exchange 2010 Help)
    http://unifiedpeople.ru/exch2010help.en/html/74721520-5a88-42fc-a6f4-217914eb36c7.htm
AVAILEV  Availability Errors and Events (copy of Exchange 2010 Help)
    http://unifiedpeople.ru/exch2010help.en/html/df410ca2-4d14-404b-afce-a3f31b8bb2fb.htm
EWSTWIN  Event text for failed EWS authentication between Client Access servers (localised resource string)
    https://uitranslation.com/?term=e43d94f65887&lang=fr-fr
AV4002  MSExchange Availability 4002
    http://technet.microsoft.com/en-us/library/ff985203(v=exchg.141).aspx
BB885049  Outlook Web Access redirection and proxying (Exchange 2007)
    http://technet.microsoft.com/zh-cn/library/bb885049(EXCHG.80).aspx
POP07  How to Enable Cross-Site Connectivity for POP3 and IMAP4 Clients
    https://learn.microsoft.com/en-us/previous-versions/office/exchange-server-2007/cc671173(v=exchg.80)
SETOWA  Set-OwaVirtualDirectory
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-owavirtualdirectory
SETECP  Set-EcpVirtualDirectory
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-ecpvirtualdirectory
SETEAS  Set-ActiveSyncVirtualDirectory
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-activesyncvirtualdirectory
SETEWS  Set-WebServicesVirtualDirectory
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-webservicesvirtualdirectory
SETEWS07RTM  Set-WebServicesVirtualDirectory (Exchange 2007 RTM), which has no InternalNLBBypassUrl
    https://learn.microsoft.com/en-us/previous-versions/office/exchange-server-2007/bb676480(v=exchg.80)
SETOAB  Set-OabVirtualDirectory
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-oabvirtualdirectory
SETAUTOD  Set-AutodiscoverVirtualDirectory
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-autodiscovervirtualdirectory
SETCAS  Set-ClientAccessServer
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-clientaccessserver
SETPOP  Set-PopSettings
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-popsettings
SETIMAP  Set-ImapSettings
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-imapsettings
SETMDB  Set-MailboxDatabase
    https://learn.microsoft.com/powershell/module/exchangepowershell/set-mailboxdatabase
NEWARRAY  New-ClientAccessArray
    https://learn.microsoft.com/powershell/module/exchangepowershell/new-clientaccessarray
ENABLEOA  Enable-OutlookAnywhere
    https://learn.microsoft.com/powershell/module/exchangepowershell/enable-outlookanywhere
GETEX  Get-ExchangeServer
    https://learn.microsoft.com/powershell/module/exchangepowershell/get-exchangeserver
OWAVD13  View or configure Outlook Web App virtual directories (Exchange 2013)
    https://github.com/MicrosoftDocs/OfficeDocs-Exchange
REDIRURL  RedirectUrl element (EWS reference, Exchange 2007)
    https://learn.microsoft.com/en-us/previous-versions/office/developer/exchange-server-2007/bb204246(v=exchg.80)
AD-COEX  Autodiscover in Exchange 2007 and Exchange 2010 coexistence
    http://www.infotechguyz.com/exchange2010/AutodiscoverinExchange2007andExchange2010coexistence.html
ADAFF  Configure the Autodiscover service to use site affinity
    http://technet.microsoft.com/en-us/library/aa997633.aspx
P365  Modifying the Autodiscover Site Scope in Exchange 2010
    https://practical365.com/modifying-autodiscover-site-scope-exchange-2010/
ADSITE  Exchange Active Directory Deployment Site
    https://techcommunity.microsoft.com/t5/exchange-team-blog/exchange-active-directory-deployment-site/bc-p/1069927
AGILEIT  Outlook profile, Autodiscover order of precedence, disabling SCP
    https://agileit.com/news/outlook-profile-autodiscover-service-order-of-precedence-and-disabling-scp-for-hosted-exchangeoffice-365-migrations
EAS03  Maintaining ActiveSync access to Exchange 2003 mailboxes after deployment of Exchange Server 2007 CAS role (KB937031)
    https://techcommunity.microsoft.com/blog/exchange/maintaining-activesync-access-to-exchange-2003-mailboxes-after-deployment-of-exc/598999
CASCAS  Fix failed Exchange Server updates (exchange-security-update-issues.md), part on CAS-CAS proxying
    https://github.com/MicrosoftDocs/OfficeDocs-Support
ITPRO  Exchange Server 2007 CAS-CAS Proxying Guidelines
    http://itprocentral.com/guidelines-to-work-with-cas-proxy/
SHUD  Client Access Server Proxying and Redirection
    https://www.shudnow.io/2007/09/06/client-access-server-proxying-and-redirection
CTO-EXP  Laboratory report: a site with a Mailbox server and no Client Access server
    https://blog.51cto.com/exchangestudy/226027
ARR1  Demystifying the CAS Array Object - Part 1
    https://blogs.technet.microsoft.com/exchange/2012/03/23/demystifying-the-cas-array-object-part-1/
ARR2  Demystifying the CAS Array Object - Part 2
    https://techcommunity.microsoft.com/t5/Exchange-Team-Blog/Demystifying-the-CAS-Array-Object-Part-2/ba-p/600901
LB13  Load balancing (Exchange 2013 help), section on Exchange 2010 Client Access arrays
    https://github.com/MicrosoftDocs/OfficeDocs-Exchange
TROUBLE  Troubleshooting Reference for Client Access Servers
    https://learn.microsoft.com/en-us/previous-versions/office/exchange-server-2010/dd298096(v=exchg.141)
NS  Understanding Client Access Server Namespaces
    http://go.microsoft.com/fwlink/p/?LinkId=218234
FENG-NS  Understanding Client Access Server Namespaces (repost of its list of models)
    http://feng07.blogspot.com/2010/06/understanding-client-access-server.html
MSEXG  Exchange 2013/2010/2007 CAS URLs
    https://msexchangeguru.com/2015/06/09/e2013_2010_2007-casurls
PERIM  Don't put CAS in the Perimeter network!
    https://techcommunity.microsoft.com/t5/exchange-team-blog/don-039-t-put-cas-in-the-perimeter-network/ba-p/597927
CAS13  Client Access server (Exchange 2013 help)
    https://github.com/MicrosoftDocs/OfficeDocs-Exchange
COEX-OWA  White Paper: Using Outlook Web App in Environments Where Exchange Server 2010 Coexists with Legacy Versions
    http://technet.microsoft.com/en-us/library/hh547015(v=exchg.141).aspx
UPG07  Upgrade from Exchange 2007 Client Access
    https://technet.microsoft.com/en-us/library/dd351133(v=exchg.140).aspx
EXINBOX  Upgrade walk-through from Exchange 2007 to Exchange 2010
    https://exchangeinbox.com/article.aspx?i=164
RODC  Deploying Exchange Server 2010: Integrating Exchange Server Roles with Active Directory
    http://guides.wmlcloud.com/application_server/Deploying-Exchange-Server-2010---Integrating-Exchange-Server-Roles-with-Active-Directory.aspx
SUPMX  Exchange Server supportability matrix
    https://github.com/MicrosoftDocs/OfficeDocs-Exchange
TRANSAG  Transport agent concepts in Exchange 2013
    https://github.com/MicrosoftDocs/office-developer-exchange-docs
AMARKS  Outlook Anywhere of 2007 and 2010 side by side
    http://blog.aaronmarks.com/?p=108
EXAN  ExchangeAnalyzer, Data/Tests.xml (tests CAS001 and CAS002)
    https://github.com/ExchangeAnalyzer/ExchangeAnalyzer
PR625  Added ECP to CBA configuration (pull request 625)
    https://github.com/MicrosoftDocs/OfficeDocs-Exchange/pull/625
LDAP  CSS-Exchange, Get-VirtualDirectoriesLdap.ps1
    https://github.com/microsoft/CSS-Exchange
VDIRSLOW  Get-VirtualDirectory cmdlets take a long time to run (KB2896472)
    https://github.com/MicrosoftDocs/OfficeDocs-Support
BUILD  Exchange Server build numbers and release dates (July 2021)
    https://github.com/MicrosoftDocs/OfficeDocs-Exchange
BUILDCSV  ExchangeBuildNumbers.csv (Get-ExchangeBuildNumber)
    https://github.com/microsoft/Get-ExchangeBuildNumber
ADV  Comment in a public PowerShell module: a server with 2010 SP3 RU32 reports Version 14.3 (Build 123.4)
    -
GETEXOUT  Output of Get-ExchangeServer for 2003 and 2007 servers; Test-ExchangeServerHealth.ps1
    https://github.com/cunninghamp/Test-ExchangeServerHealth.ps1
EVAND  I installed the roll-up, why does it still say I'm running SP3?!
    https://blogs.technet.microsoft.com/evand/2005/01/05/i-installed-the-roll-up-why-does-it-still-say-im-running-sp3/
SP2RU1  Exchange 2010 SP2 RU1 and CAS to CAS proxy incompatibility (Exchange team blog, 2012-02-17)
    http://blogs.technet.com/b/exchange/archive/2012/02/17/exchange-2010-sp2-ru1-and-cas-to-cas-proxy-incompatibility.aspx
SEED2-OWA  E14 Proxying for Outlook Web App
    http://johnnyyao.blogspot.com/2010/03/e14-proxying-for-outlook-web-app.html
SEMBEE  A new Client Access server and its AutoDiscoverServiceInternalUri (Sembee blog)
    https://blog.sembee.co.uk/?page=10
TECHGENIX  Exchange 2010 SP2: OWA Cross Site Silent Redirection
    http://techgenix.com/exchange-2010-sp2-owa-cross-site-silent-redirection-update-of-old-blog-post-from-may-2011-660/
MYTECH2U  Exchange 2010 SP3 Migration - Part 8
    http://mytech2u.blogspot.com/2015/09/exchange-2010-sp3-migration-part-8.html
SHUD-NET  Client Access Server Proxying and Redirection (earlier address)
    http://www.shudnow.net/2007/09/06/client-access-server-proxying-and-redirection/
COEX-OWA-07  White Paper: Using Outlook Web App in Environments Where Exchange Server 2010 Coexists with Legacy Versions (Exchange 2007 library)
    https://technet.microsoft.com/en-us/library/hh547015(v=exchg.80).aspx
TERRY  Client Access Server Proxying and Redirection (Exchange 2010 SP1)
    http://terrytlslau.tls1.cc/2011/04/client-access-server-proxying-and.html
"""  # noqa: E501 -- a title or an address that is cut in two is found by nobody
