import { parseUrl } from '../typed/parse-url.js'
import { decodeUtf8 } from './utf8.js'

const maxLength = 2_048
/** Addresses that come out as they are: most referrers, and much faster than parsing them. */
const isClean = /^https?:\/\/(?!(?:.*\.)?xn--)(?:[a-z0-9-]+\.)+[a-z]{2,}\/[\w~/-]*$/

/**
 * Where a visitor came from: scheme, host and path of an http(s) or android-app address. Query,
 * fragment and credentials are removed, because they may identify a person. Null if there is none,
 * or it is not such an address.
 */
export function cleanReferrer(value: string | undefined): string | null {
  if (value !== undefined && value.length <= maxLength && isClean.test(value)) return value
  const url = value ? parseUrl(decodeUtf8(value)) : null
  if (url === null) return null
  if (url.protocol !== 'https:' && url.protocol !== 'http:' && url.protocol !== 'android-app:') return null
  if (url.host === '') return null
  return `${url.protocol}//${url.host}${url.pathname}`.slice(0, maxLength)
}
