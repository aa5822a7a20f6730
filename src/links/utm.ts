export const utmFields = ['source', 'medium', 'campaign', 'term', 'content'] as const

export type Utm = { [field in (typeof utmFields)[number]]?: string }

/**
 * The address with these utm_ parameters, which replace its own of the same names. The rest of the
 * query stays exactly as written, because re-encoding breaks signed addresses.
 */
export function withUtm(address: string, utm: Utm): string {
  const url = new URL(address)
  const given = utmFields.filter(field => utm[field] !== undefined)
  const names = new Set(given.map(field => `utm_${field}`))
  const kept = url.search
    .slice(1)
    .split('&')
    .filter(part => part !== '' && !names.has(part.split('=', 1)[0] ?? ''))
  const added = given.map(field => `utm_${field}=${encodeURIComponent(utm[field] ?? '')}`)
  url.search = [...kept, ...added].join('&')
  return url.href
}

/** The utm_ parameters of an address, decoded; the first of each name. */
export function utmOf(address: string): Utm {
  if (!address.includes('utm_')) return {}
  const { searchParams } = new URL(address)
  return Object.fromEntries(
    utmFields.flatMap(field => {
      const value = searchParams.get(`utm_${field}`)
      return value === null ? [] : [[field, value]]
    }),
  )
}
