import { drawings } from '../icons/drawings.js'

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

/** The display name of a source: known ids by their proper names, hosts unchanged. */
export function sourceName(source: string): string {
  if (source.includes('.')) return source
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

/** Browsers and systems are stored with their display names. */
export function plainName(name: string): string {
  if (name === 'unknown') return 'Unknown'
  return name === 'other' ? 'All others' : name
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
