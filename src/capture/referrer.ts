const maxLength = 2_048

/**
 * Where a visitor came from: scheme, host and path of an http(s) or android-app address. Query,
 * fragment and credentials are cut, since they may name a person. Null for none and for what is no
 * such address.
 */
export function cleanReferrer(value: string | undefined): string | null {
  if (!value) return null
  let url: URL
  try {
    url = new URL(value)
  } catch {
    return null
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:' && url.protocol !== 'android-app:') return null
  if (url.host === '') return null
  return `${url.protocol}//${url.host}${url.pathname}`.slice(0, maxLength)
}
