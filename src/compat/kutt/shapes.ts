import type { Link } from '../../links/view.js'
import type { FacetValue } from '../../stats/breakdowns.js'
import type { LinkStats } from '../../stats/link-stats.js'

/** A link as Kutt shows it: its id is the slug, and its title the description. */
export function kuttLink(link: Link) {
  return {
    id: link.slug,
    address: link.slug,
    link: link.shortUrl,
    target: link.url,
    description: link.title,
    visit_count: link.clicks,
    created_at: link.createdAt,
    updated_at: link.updatedAt,
    expire_in: link.expiresAt,
    password: false,
    banned: false,
    domain: null,
  }
}

/** The numbers of a period: the views are those of its hours, days or months, the last one now. */
export function kuttPeriod({ series, browsers, systems, countries, referrers }: LinkStats) {
  return {
    stats: {
      browser: values(browsers),
      os: values(systems),
      country: values(countries),
      referrer: values(referrers),
    },
    views: series.map(({ clicks }) => clicks),
    total: series.reduce((sum, { clicks }) => sum + clicks, 0),
  }
}

function values(found: FacetValue[]) {
  return found.map(({ value, clicks }) => ({ name: value, value: clicks }))
}
