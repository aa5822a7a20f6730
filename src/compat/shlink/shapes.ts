import type { LinkCounts } from '../../links/count.js'
import type { Link } from '../../links/view.js'
import type { Hit } from '../../stats/hits.js'

/** A link as Shlink shows it: bots are what is filtered out here. */
export function shortUrl(link: Link) {
  return {
    shortCode: link.slug,
    shortUrl: link.shortUrl,
    longUrl: link.url,
    dateCreated: shlinkTime(link.createdAt),
    visitsSummary: summary(link),
    // The same as older versions have it.
    visitsCount: link.clicks + link.excluded,
    tags: link.tags,
    meta: {
      validSince: null,
      validUntil: link.expiresAt && shlinkTime(link.expiresAt),
      maxVisits: link.maxClicks,
    },
    domain: null,
    title: link.title,
    crawlable: true,
    forwardQuery: link.forwardQuery,
    hasRedirectRules: false,
  }
}

export function summary({ clicks, excluded }: Pick<LinkCounts, 'clicks' | 'excluded'>) {
  return { total: clicks + excluded, nonBots: clicks, bots: excluded }
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** Of a place, only the country is known. */
export function visit({ at, referrer, userAgent, country, kind }: Hit, address: string) {
  return {
    referer: referrer ?? '',
    date: shlinkTime(at),
    userAgent: userAgent ?? '',
    visitLocation: country === null ? null : place(country),
    potentialBot: kind === 'excluded',
    visitedUrl: address,
  }
}

function place(countryCode: string) {
  return {
    countryCode,
    countryName: /^[A-Z]{2}$/.test(countryCode) ? (regions.of(countryCode) ?? countryCode) : countryCode,
    regionName: '',
    cityName: '',
    latitude: null,
    longitude: null,
    timezone: '',
    isEmpty: false,
  }
}

/** "2026-01-31T12:00:00.000Z" → "2026-01-31T12:00:00+00:00". */
function shlinkTime(time: string): string {
  return `${time.slice(0, 19)}+00:00`
}
