import { isbot } from 'isbot'

/**
 * In-app browsers and devices whose names contain words that isbot takes for a crawler's. They are
 * blanked before calling isbot.
 */
const innocent = [
  /\[FB[^\]]*\]?/g,
  /\bInstagram [\d.]+ (?:Android )?\([^)]*\)?/g,
  /\b(?:AliApp|Cronet)\([^)]*\)/g,
  /\b(?:Apple|Sohu|Opera ?)News\b|\bNews(?:SDK|Article|Lite)\b/gi,
  /\bSogou(?:MSE|MobileBrowser)|\bSogouSearch (?=Android|iOS)|\bQQNews\b/g,
  /\bGoogle (?:Earth|Play|TV)\b|\b(?:com\.google\.)?Google(?:Earth|Play|Plus|TV|Maps|PlayServices)\b/g,
  /\b(?:ProxyFox|Proxyless|InspectBrowser|Catcher[\d.]+)/gi,
  /\bJavaPlatform\b|\bUP\.Link\/[\d.]+ \(Google WAP Proxy[^)]*\)/g,
  /\b(?:[\w-]*GT-\w+|webOS|Bada|Tizen|CE-HTML|NETTV|BDP\w+|VODAFONE|ORANGE|BREW|REX|OpenTV|Freesat)\/1\.0;/gi,
  /\bMAUI ?\((?:HTTP PGDL;? ?HTTPS)?\)/g,
]

/** The device of an Android browser: models are called Discovery, Spider, Radar, CUBOT. */
const androidDevice = /\(Linux; (?:arm\w*; )?(?:U; )?Android[^()]*(?:\([^()]*\)[^()]*)*\)/
const crawlerInDevice =
  /compatible|https?:|www\.|@|bot\/|crawl|screenshot|generator|spider\/|catchpoint|neustar|-google\//i

/** Programs that isbot lets through. No browser that people use has any of these in its name. */
const programs = new RegExp(
  [
    // HTTP libraries and runtimes
    'CFNetwork|\\bDart/|Alamofire|okhttp|ReactorNetty|\\bureq/|\\bvert\\.x/|importlib|aiohttp|axios|node-fetch|undici',
    '\\bgo/go\\d|\\bPython [23]|\\b(?:C?Python|PHP|Ruby|Gradle|Guzzle\\w*|libcurl|LibVLC|Boost\\.Beast|NetworkingExtension|GraalVM)/\\d',
    'jsdom|SlimerJS|Zombie\\.js|webdriver|puppeteer|prerender|QtWebKit/dev|^\\[object',
    // previews of links and of mail, office programs
    '^Viber|\\bTelegramBot|unshorten|unfurl|link-?(?:examiner|resolver|expander|preview)|embedly|iframely|cardyb',
    'Microsoft (?:Office|Outlook|Excel|Word|PowerPoint)|\\bMSOffice\\b|\\bms-office\\b|\\b(?:Word|Excel|PowerPoint)/1\\d\\.|\\bOutlook-',
    'MacOutlook|\\bAirmail|Polymail|Canary%20Mail|^Mail/|\\bWAC-OFU\\b|\\bHatena\\b|Yandex\\.Translate|MS Web Services',
    // pictures of pages
    'screen-?(?:shot|ie)|\\bweb-?thumb|thumbshot|websnapr|snapsearch|wkhtml|miniature\\.io|imgsizer|\\bwpif\\b',
    // monitoring, speed and security tests
    'uptime|GTmetrix|DebugBear|\\bYLT\\b|Nodemeter|\\bSiege/|Observatory/|site ?guardian|\\bWebMon\\b|kube-probe|Heimdall|Assetnote',
    'yunjiankong|TSM-turingos|evc-batch|\\bHLB/|WPTester|Laravel Reaver|Clarsentia|Cerberian|MapperCmd|WhatWeb|\\bSPEng\\b|\\bForusP\\b',
    // crawlers by what they call themselves
    '\\bSlurp\\b|grub-client|\\bcrwlr\\b|\\bsite(?:map|checker)|\\bseo(?:company|lizer|kicks|moz)|\\bscout\\b|harvest|extractor|retrieval',
    '\\b(?:Fetch API|Fluid/|Pix/1|PeoplePal|BingLocalSearch|KimonoLabs|ReederForMac|delve\\.ai|claude-web|AtomShell)',
    // assistants that read for someone: Claude-User, Perplexity-User, Amzn-User
    '\\b[a-z]+-User/\\d|\\b(?:Code|Trae|Windsurf|Kiro)/[\\d.]+ .*Electron/',
    // unfilled placeholders, and attacks
    'firefoxversion|geckoversion|<\\?=|PG_SLEEP|<AccountID>|Zoom\\.Mac',
  ].join('|'),
  'i',
)

/**
 * `Mozilla/5.0 (compatible; Name …)` and nothing else is a robot, unless it is one of these old
 * browsers.
 */
const compatibleOnly =
  /^Mozilla\/\d\.\d+ \(compatible; (?!.*(?:MSIE|Konqueror|Trident|IBrowse|Amiga|Dillo|OmniWeb|iCab|ABrowse|NetPositive|Gecko|KHTML|Opera))[^()]*\)?$/i

/** A User-Agent without any of these names neither a browser nor a device with one. */
const browserMarks =
  /Mozilla|ozilla\/5|Opera|\bOPR\/|AppleWebKit|Gecko|Dalvik|Android|iPhone|iPad|iOS|tvOS|watchOS|UCWEB|UC(?:Browser|Pro)|Browser|MIDP|CLDC|\bWAP|MAUI|Obigo|NetFront|\bMMP\/|HbbTV|\bTV\b|Roku|VIZIO|KaiOS|Symbian|Series ?[346]0|DoCoMo|KDDI|^(?:Nokia|Samsung|SonyEricsson|BlackBerry|HTC|HUAWEI|Lenovo|LG|MOT|Motorola|OPPO|Philips|SAGEM|SIE-|TCL|ZTE|Xiaomi|sprd|PS\d|PlayStation)|Lynx|Links|\bw3m|Dillo|IBrowse|Amiga|Mosaic|Voyager|Palmscape|Xiino|Uzbl|Maxthon|Biyubi|Bunjalloo|Safari|Firefox|Chrome|Instagram|Snapchat|FBAN/i

/**
 * Whether a User-Agent belongs to a program: on isbot's list, missed by isbot, or naming nothing
 * that people browse with. In-app browsers are people. An empty one is not judged here.
 */
export function isCrawler(userAgent: string): boolean {
  const text = userAgent.replace(androidDevice, device =>
    crawlerInDevice.test(device) ? device : '(Linux; Android 10; K)',
  )
  if (programs.test(text) || compatibleOnly.test(text) || !browserMarks.test(text)) return true
  return isbot(text) && isbot(innocent.reduce((rest, pattern) => rest.replace(pattern, ''), text).trim())
}
