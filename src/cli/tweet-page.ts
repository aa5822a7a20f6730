import type { TweetInfluence } from '../stats/tweet-influence.js'
import { count, minute, ratioWithInterval, significant } from './figures.js'
import { facts } from './table.js'
import { bold, type Text } from './text.js'

/** A tweet's influence for a person's eyes, the sentence first. */
export function tweetPage(report: TweetInfluence): Text[] {
  const { window, followers, followersCountedAt, clicksPerFollower } = report
  const countedAt = followersCountedAt === null ? '' : `, counted ${minute(followersCountedAt)} UTC`
  return [
    bold(report.sentence),
    '',
    ...facts([
      ['influence', bold(ratioWithInterval(report.influence, report.interval))],
      ['follower clickers', count(report.followerClickers)],
      ['followers', `${count(followers)}${countedAt}`],
      ['spillover', `${count(report.spillover)} from elsewhere`],
      ['clickers', count(report.clickers)],
      ['clicks', count(report.clicks)],
      ['clicks per follower', clicksPerFollower === null ? 'unknown' : significant(clicksPerFollower)],
      ['account', report.account ?? 'none'],
      ['tweeted', report.tweetedAt === null ? 'not yet' : `${minute(report.tweetedAt)} UTC`],
      ['counted until', windowEnd(window)],
    ]),
  ]
}

function windowEnd({ to, open }: TweetInfluence['window']): string {
  if (to === null) return 'now'
  return `${minute(to)} UTC${open ? ', still open' : ''}`
}
