import { plainIcons, programIcons, sourceIcons } from '../icons/brands.js'
import { drawings } from '../icons/drawings.js'
import { readableAddress } from './readable-address.js'

const sourceNames: Record<string, string> = {
  x: 'X',
  linkedin: 'LinkedIn',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  vk: 'VK',
  wechat: 'WeChat',
  qq: 'QQ',
  kakaotalk: 'KakaoTalk',
  github: 'GitHub',
  'web-mail': 'Web mail',
  'feed-reader': 'Feed readers',
  duckduckgo: 'DuckDuckGo',
  chatgpt: 'ChatGPT',
  whatsapp: 'WhatsApp',
  unknown: 'Unknown (no referrer)',
  other: 'All others',
}

/** The display name of a source: known ids by their proper names, hosts as people read them. */
export function sourceName(source: string): string {
  if (source.includes('.')) return readableAddress(source)
  return sourceNames[source] ?? source.split('-').map(capitalized).join(' ')
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** "DE" → "Germany". */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : plainName(code)
}

/** The flag of a country; those without one have a circle. */
export function countryIcon(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? code : 'unknown'
}

const deviceNames: Record<string, string> = {
  desktop: 'Computer',
  mobile: 'Phone',
  tablet: 'Tablet',
  tv: 'Television',
}

export function deviceName(device: string): string {
  return deviceNames[device] ?? plainName(device)
}

export function deviceIcon(device: string): string {
  return Object.hasOwn(drawings, device) ? device : 'unknown'
}

/** The icon of a source; hosts that are no known place share one. */
export function sourceIcon(source: string): string {
  return isNamed(source) ? (sourceIcons.get(source) ?? plainIcons.source) : 'unknown'
}

export const browserIcon = (browser: string): string => programIcon(browser, plainIcons.browser)
export const systemIcon = (system: string): string => programIcon(system, plainIcons.system)

/** The first word that has an icon decides: "Mobile Safari", "Chrome WebView". */
function programIcon(name: string, plain: string): string {
  if (!isNamed(name)) return 'unknown'
  const words = name.toLowerCase().split(' ')
  return programIcons.get(words.find(word => programIcons.has(word)) ?? '') ?? plain
}

function isNamed(value: string): boolean {
  return value !== 'unknown' && value !== 'other'
}

/** Browsers and systems are stored with their display names. */
export function plainName(name: string): string {
  if (name === 'unknown') return 'Unknown'
  return name === 'other' ? 'All others' : name
}

/** Referrers are hosts and paths. */
export function referrerName(referrer: string): string {
  return readableAddress(plainName(referrer))
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
