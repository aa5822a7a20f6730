/**
 * Programs by name, no matter what else their User-Agent says: those that isbot lets through, and
 * those that it knows only by a word too common to judge a whole browser by. No browser that people
 * use has any of these in its name.
 */
export const programs = new RegExp(
  [
    // HTTP libraries and runtimes, and a header's name before its value
    '^["\']?User-Agent\\b|\\bpython-(?:requests|urllib|httpx)|\\bGo-http-client|Apache-HttpClient|lua-resty-http|\\bWget\\b',
    '\\b(?:requests|urllib3?|httpx|http\\.rb|superagent|reqwest|RestSharp|HTTPie|Scrapy|Faraday|BITS)[/ ]v?\\d|(?<![\\w-])Java/1',
    // a browser's name is not all that a browser says
    '^(?:Safari|Firefox|Chrome)/[\\d.]+$',
    'CFNetwork|\\bDart/|Alamofire|okhttp|ReactorNetty|\\bureq/|\\bvert\\.x/|importlib|aiohttp|axios|node-fetch|undici|hackney/',
    '\\bgo/go\\d|\\bPython [23]|\\b(?:C?Python|PHP|Ruby|Gradle|Guzzle\\w*|libcurl|LibVLC|Boost\\.Beast|NetworkingExtension|GraalVM)/\\d',
    'jsdom|SlimerJS|Zombie\\.js|webdriver|puppeteer|prerender|QtWebKit/dev|^\\[object|PowerShell/|\\bHTTPClient\\b|libwww-perl|\\bcurl/\\d',
    '\\bprofiller\\b|\\bcon_aff/|fasthttp|TrackerSDK|^(?:GET|POST) /',
    // previews of links and of mail, office programs
    '^Viber|^WhatsApp/|\\bTelegramBot|unshorten|unfurl|link-?(?:examiner|resolver|expander|preview)|embedly|iframely|cardyb|swurl\\b',
    'Microsoft (?:Office|Outlook|Excel|Word|PowerPoint)|\\bMSOffice\\b|\\bms-office\\b|\\b(?:Word|Excel|PowerPoint)/1\\d\\.|^Outlook-',
    'MacOutlook|\\bAirmail|Polymail|Canary%20Mail|^Mail/|\\bWAC-OFU\\b|\\bHatena\\b|Yandex\\.Translate|MS Web Services',
    'Preview(?<=[a-z]Preview)(?<!DeveloperPreview)(?:/|Bot|$)|page-preview|thirdLandingPageFeInfra|GoogleMessages',
    // pictures of pages
    'screen-?(?:shot|ie)|\\bweb-?thumb|thumbshot|websnapr|snapsearch|wkhtml|khtml2png|miniature\\.io|imgsizer|\\bwpif\\b|\\bSnapKit|RMSnapKit|mShots|\\bsplash Version',
    // monitoring, speed and security tests
    'uptime|GTmetrix|DebugBear|\\bYLT\\b|Nodemeter|\\bSiege/|Observatory/|site ?guardian|\\bWebMon\\b|kube-probe|Heimdall|Assetnote',
    'yunjiankong|\\balertra\\b|WebMoney Advisor|site24x7|TSM-turingos|evc-batch|\\bHLB/|WPTester|Laravel Reaver|Clarsentia|Cerberian|MapperCmd|WhatWeb|\\bSPEng\\b|\\bForusP\\b',
    'Netsparker|Invicti|Acunetix|Detectify|sitespeed\\.io|WebPageTest|\\bPTST/|Yellow-?Lab-?Tools|Browserless|Rendertron|urlscan\\.io',
    'Uptrends|AlertSite|Freshping|StatusGator|Pulsetic|\\bmonitis|(?<![a-z])(?:monitor|fetcher|validator)(?:[/ ]v?\\d|$)',
    'Ruxit(?:Recorder|Synthetic)|NETVIGIE|Catchpoint|GomezAgent|ThousandEyes|(?:Site|Dotcom-?|Yottaa|Integrity |Web)Monitor|websitepulse|AppInsights',
    'Ghost Inspector|TagInspector|\\bRigor\\b|ContentScan|CookieHubScan|\\bscanner\\b|CloudflareDiagnostics|Network ?Measurement|Server Survey|Netcraft',
    '\\bips-agent\\b|\\bDTS Agent\\b|Optimizer-Agent|HttpAgent|Cybaa|Agent-NovaAct|Siteimprove|PrintFriendly|adbeat|BacklinkHttpStatus|\\bDlc/\\d',
    '\\bProxyChecker|\\bDMBrowser|\\bKeeper/|Lightspeedsystems|Akamai_Site|OneTrust|wechatdevtools|[_-]scan(?:ner)?\\b|SemanticsClassifier',
    // Google's own, and what calls itself after it
    '\\bGoogle-(?!TV|Pixel|Chrome|TR-)\\w|\\w-Google\\b|Google(?:Other|Agent|ImageProxy|Toolbar|AdSense|Docs;)|google_partner',
    '\\bGoogle (?:Favicon|Web Preview|Page ?Speed|Search Console|Keyword|Wireless Transcoder)|googleweblight|baidu Transcoder|Widget Server|Translation ?Server',
    // crawlers by what they call themselves
    '(?<!cu)bot\\d|^\\w*(?:bot|crawl|spider)\\w*/[\\d.]+ Mozilla/|\\bSlurp\\b|grub-client|\\bcrwlr\\b|\\bsite(?:map|checker)|\\bseo(?:company|lizer|kicks|moz)|\\bscout\\b|harvest|extractor|retrieval|Squider',
    '\\b(?:Fetch API|Pix/1|BingLocalSearch|KimonoLabs|ReederForMac|delve\\.ai|claude-web|AtomShell)|\\bnewsai/|\\bNewsNow/',
    '\\b(?:Digg|NewsBlur) Feed|\\bfeeder\\.co\\b|\\bReadable/\\d|(?:Moni?to|Quite)RSS|^NetNewsWire|Windows-RSS|Feedable|abuse\\.xmco|via secureurl|PodcastAddict|ArchiveBox|HistoryHound|ZyBorg|\\bTime/\\d{9}|Downloader(?:/|Chrome)',
    // assistants that read for someone: Claude-User, Perplexity-User, Amzn-User
    '\\b[a-z]+-User/\\d|\\b(?:Code|Cursor|Trae|Windsurf|Kiro)/[\\d.]+ .*Electron/|\\bDevin/\\d',
    // an address to write to or to read at; among Internet Explorer's extras a domain is a brand
    '\\+https?:|\\bhttps?://|\\bwww\\.\\w(?<!\\b(?:MSIE |Trident/|MIDP-)[^()]*)|mailto:|[\\w.+-]@[a-z][\\w-]*(?:\\.[\\w-]+)*\\.[a-z]{2,}\\b',
    // what no browser writes: a domain, a name behind `like Gecko;` or in a last `(compatible; …)`
    '\\+(?!UP\\.)[\\w-]+\\.[a-z]{2,}\\b|(?<![\\w.-])(?!Battle\\.|Ask\\.)[a-z0-9][\\w-]{2,}\\.(?:com|net|org|fr)(?![\\w.\\]]| Toolbar)(?<!\\b(?:MSIE |Trident/)[^()]*)|KHTML, ?link Gecko|KHTML, ?like Gecko(?:;|, ?Google|, ?Media)(?! ?(?:Safari|Mobile|Version|Chrome|wv))|Gecko\\).*[;(] ?compatible; |^[\\w.-]+(?:/[\\d.]+)?(?:, |\\|)Mozilla/',
    // unfilled placeholders, and attacks
    'firefoxversion|geckoversion|<\\?=|^<[!a-z]|PG_SLEEP|<AccountID>|Zoom\\.Mac|\\[WEBKIT_VERSION|W\\.X\\.Y\\.Z|; \\{\\}[;)]|\\(Windows; rv:|\\(Macintosh: ',
  ].join('|'),
  'i',
)
