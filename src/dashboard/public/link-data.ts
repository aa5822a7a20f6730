import type { PublicLink } from '../../stats/public-link.js'
import type { Lead } from './link-page.js'

/**
 * A link's page for programs, with the names of the API: where it leads and, with a report, the
 * same numbers that the page shows. `clicks` and `clickers` are over the link's whole life.
 */
export function linkData(lead: Lead, report: PublicLink | null) {
  if (report === null) return lead
  const { title, account, tweet, stats, sources } = report
  const { tweetedAt, window, followers, followersCountedAt, ...measured } = report.influence
  const { followerClickers, influence, interval, sentence } = measured
  return {
    ...lead,
    ...{ title, account, tweet, tweetedAt, ...stats, sources },
    ...{ window, followers, followersCountedAt, followerClickers, influence, interval, sentence },
  }
}
