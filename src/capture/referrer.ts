import { parseUrl } from '../typed/parse-url.js'

const maxLength = 2_048

/**
 * Where a visitor came from: scheme, host and path of an http(s) or android-app address. Query,
 * fragment and credentials are cut, since they may name a person. Null for none and for what is no
 * such address.
 */
export function cleanReferrer(value: string | undefined): string | null {
  const url = value ? parseUrl(value) : null
  if (url === null) return null
  if (url.protocol !== 'https:' && url.protocol !== 'http:' && url.protocol !== 'android-app:') return null
  if (url.host === '') return null
  return `${url.protocol}//${url.host}${url.pathname}`.slice(0, maxLength)
}
