import type { AccountPosterior } from './account-posterior.js'
import { countFigure, peopleFigure, percentWithInterval } from './figures.js'
import { followersWhoClick } from './followers-who-click.js'

/**
 * "@me's 10,000 followers act like 172 who all click (67–621)." `tweets` is the number of tweets
 * behind the score; with none, or with unknown followers (null), the sentence says so.
 */
export function accountSentence(
  handle: string,
  followers: number | null,
  { score, interval }: Pick<AccountPosterior, 'score' | 'interval'>,
  tweets: number,
): string {
  if (tweets === 0) return `No tweet of ${handle} can be measured yet.`
  const acting = followersWhoClick(score, followers)
  if (followers === null || acting === null) {
    return `About ${percentWithInterval(score, interval)} of ${handle}'s followers click; how many they are is unknown.`
  }
  if (followers === 0) return `${handle} has no followers.`
  const figure = peopleFigure(acting)
  const [low, high] = interval.map(end => peopleFigure(end * followers))
  const subject = `${handle}'s ${countFigure(followers)} ${followers === 1 ? 'follower acts' : 'followers act'}`
  return `${subject} like ${figure} who ${figure === '1' ? 'clicks' : 'all click'} (${low}–${high}).`
}
