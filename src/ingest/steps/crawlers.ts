import { createIsbotFromList, isbot, list } from 'isbot'
import { programs } from './crawlers/programs.js'
import { singleWords } from './crawlers/single-words.js'
import { isWholeBrowser } from './crawlers/whole-browser.js'

/** isbot without its single words. */
const isClearly = createIsbotFromList(list.filter(pattern => !singleWords.has(pattern)))

/**
 * In-app browsers and devices whose names contain words that isbot takes for a crawler's. They are
 * blanked before calling isbot.
 */
const innocent = [
  /\[FB[^\]]*\]?/g,
  /\bInstagram [\d.]+ (?:Android )?\([^)]*\)?|\bSnapchat\/[\d.]+ (?<=^Mozilla.*)\([^)]*\)?/g,
  /\b(?:Spider(?!Bot|Crawl)[A-Za-z]\w+|Chat[Bb]ot)\/\d(?<=(?:Version\/4\.0 Chrome\/|like Gecko\) Mobile\/).*)|\bCrawler Toolbar\b/g,
  /\b(?:ProxyFox|Proxyless|InspectBrowser|Catcher[\d.]+)/gi,
  /; https?:\/\/(?<=(?:MSIE|Trident).*)[^;()]*(?=;.*\) like Gecko)|\bEmbedded ?W(?:eb )?B(?:rowser)?[^;]*bsalsa\.com\/[^;)]*|https?:\/\/www\.QtWeb\.net/g,
]

/** The device of an Android browser: models are called Discovery, Spider, Radar, CUBOT. */
const androidDevice = /\(Linux; (?:arm\w*; )?(?:U; )?Android[^()]*(?:\([^()]*\)[^()]*)*\)/
const crawlerInDevice =
  /compatible|https?:|www\.|@|bot\/|crawl|screenshot|generator|spider\/|catchpoint|neustar|-google\//i

/**
 * `Mozilla/5.0 (compatible; Name …)` and nothing else is a robot, unless it is one of these old
 * browsers.
 */
const compatibleOnly =
  /^Mozilla\/\d\.\d+ \(compatible; (?!.*(?:MSIE|Konqueror|Trident|IBrowse|Amiga|Dillo|OmniWeb|iCab|ABrowse|NetPositive|Gecko|KHTML|Opera|Cell ?phone|Netbox|NCBrowser|Phoenix))[^()]*\)?$/i

/** A User-Agent without any of these words names neither a browser nor a device with one. */
const browserMarks =
  /Mozilla|ozilla\/5|Opera|\bOPR\/|AppleWebKit|Gecko|Dalvik|Android|iPhone|iPad|iOS|tvOS|watchOS|WebView|UCWEB|UC(?:Browser|Pro)|Browser|MIDP|CLDC|\bWAP|MAUI|Obigo|NetFront|\bMMP\/|HbbTV|\bTV\b|Roku|VIZIO|KaiOS|Symbian|Series ?[346]0|DoCoMo|KDDI|^(?:Nokia|Samsung|SonyEricsson|BlackBerry|HTC|HUAWEI|Lenovo|LG|MOT|Motorola|OPPO|Philips|SAGEM|SIE-|TCL|ZTE|Xiaomi|sprd|PS\d|PlayStation)|Lynx|Links|\bw3m|Dillo|IBrowse|Amiga|Mosaic|Voyager|Palmscape|Xiino|Uzbl|Maxthon|Biyubi|Bunjalloo|Safari|Firefox|Chrome|Instagram|Snapchat|FBAN/i

/**
 * Whether a User-Agent belongs to a program: on isbot's list, missed by isbot, or naming nothing
 * that people browse with. Beside a whole browser or web view only clear marks count, not isbot's
 * single words. In-app browsers are people. An empty one is not judged here.
 */
export function isCrawler(userAgent: string): boolean {
  const text = userAgent.replace(androidDevice, device =>
    crawlerInDevice.test(device) ? device : '(Linux; Android 10; K)',
  )
  const named = innocent.reduce((rest, pattern) => rest.replace(pattern, ''), text).trim()
  if (programs.test(named)) return true
  if (isWholeBrowser(text)) return isClearly(named)
  return compatibleOnly.test(text) || !browserMarks.test(text) || isbot(named)
}
