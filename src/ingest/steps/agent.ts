import { LRUCache } from 'lru-cache'
import { UAParser } from 'ua-parser-js'
import { isThroughXForIphone, xForIphone } from '../../rollups/posting.js'
import { storable } from '../../typed/storable.js'
import { browserName, spelled } from './browser-names.js'
import { isWholeBrowser } from './crawlers/whole-browser.js'
import { isCrawler } from './crawlers.js'
import { inAppSource } from './in-app.js'

/** What a User-Agent says. Names have no versions; null means unknown. */
export interface Agent {
  /** As the database can hold it. */
  userAgent: string | null
  browser: string | null
  system: string | null
  /** desktop, mobile, tablet, tv, console, wearable, embedded or xr. */
  device: string | null
  crawler: boolean
  /** The source whose app opened the link in its own browser. */
  app: string | null
  /** A browser so new that it sends Sec-Fetch-Mode with every navigation over HTTPS. */
  sendsFetchMode: boolean
  /** It names no engine and no browser, as `Mozilla/5.0 (…)` alone or an app's HTTP library. */
  noEngine: boolean
}

const nobody: Agent = {
  userAgent: null,
  browser: null,
  system: null,
  device: null,
  crawler: false,
  app: null,
  sendsFetchMode: false,
  noEngine: true,
}

// Parsing takes about 50 µs, and a few User-Agents make most of the clicks.
const cache = new LRUCache<string, Agent>({ max: 10_000 })

/** Reads a User-Agent; the last 10,000 different ones are remembered. */
export function readAgent(userAgent: string | null): Agent {
  if (userAgent === null) return nobody
  const known = cache.get(userAgent)
  if (known !== undefined) return known
  const agent = parse(userAgent)
  cache.set(userAgent, agent)
  return agent
}

function parse(text: string): Agent {
  const userAgent = storable(text)
  const parser = new UAParser(userAgent)
  const [browser, os, device] = [parser.getBrowser(), parser.getOS(), parser.getDevice()]
  const system = spelled(os.name)
  const app = inAppSource(userAgent)
  return {
    userAgent,
    browser: isThroughXForIphone({ userAgent }) ? xForIphone : browserName(userAgent, browser.name),
    system,
    device: television.test(userAgent) ? 'tv' : deviceKind(device.type, system),
    crawler: isCrawler(userAgent),
    app,
    sendsFetchMode: app === null && sendsFetchMode(userAgent),
    noEngine: !/AppleWebKit|Gecko|KHTML|Goanna/i.test(userAgent) && !isWholeBrowser(userAgent),
  }
}

/** Televisions, and boxes and sticks for them, that ua-parser-js takes for something else. */
const television =
  /\bHbbTV\b|SMART-?TV|SmartHub|\bNetCast\b|\bweb[0O]S\.TV|\bWeb0S\b|\bAFT[A-Z]+\w*\b|\bCrKey\b|\bBRAVIA\b|\bViera\b|Apple ?TV\b|\bAndroid ?TV\b|\bGoogle ?TV\b|\bRoku\b|\bNETTV\b|\bInettvBrowser\b|\bHybridcast\b|\bVIDAA\b|\bTizen\b.*\bTV\b|\bOpera TV\b|\bDTV\b|\bMi(?:TV|BOX)\b/

/** ua-parser-js gives desktops no type. */
function deviceKind(type: string | undefined, system: string | null): string | null {
  if (type === 'smarttv') return 'tv'
  if (type !== undefined) return type
  return system !== null && /Windows$|Mac OS|Linux|Ubuntu|Debian|Fedora|Chromium OS|BSD|Solaris/.test(system)
    ? 'desktop'
    : null
}

/**
 * Chrome from 80, Firefox from 90, Safari from 16.4. Older Chromes sent it too, but not always. Web
 * views are left out, because what they send depends on the app.
 */
function sendsFetchMode(userAgent: string): boolean {
  if (/; wv\)|Electron\/|\bGSA\//.test(userAgent)) return false
  const atLeast = (pattern: RegExp, version: number) => Number(pattern.exec(userAgent)?.[1] ?? 0) >= version
  if (/ Chrome\//.test(userAgent)) return atLeast(/ Chrome\/(\d+)/, 80) && !/Version\/4\.0/.test(userAgent)
  if (/ Gecko\/\d+ Firefox\//.test(userAgent)) return atLeast(/ Firefox\/(\d+)/, 90)
  return atLeast(/ Version\/(\d+\.\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 16.4)
}
