import { parseUrl } from '../typed/parse-url.js'
import { decodeUtf8 } from './utf8.js'

const maxLength = 2_048

/**
 * Where a visitor came from: scheme, host and path of an http(s) or android-app address. Query,
 * fragment and credentials are removed, because they may identify a person. Null if there is none,
 * or it is not such an address.
 */
export function cleanReferrer(value: string | undefined): string | null {
  const url = value ? parseUrl(decodeUtf8(value)) : null
  if (url === null) return null
  if (url.protocol !== 'https:' && url.protocol !== 'http:' && url.protocol !== 'android-app:') return null
  if (url.host === '') return null
  return `${url.protocol}//${url.host}${url.pathname}`.slice(0, maxLength)
}
