import { countFigure } from './figures.js'

/** Why a tweet's numbers can be smaller than those of its link. */
export const ofTheWindow = 'Counted in each tweet’s window; a link’s own page counts its whole life.'

/**
 * "12 tweets of @me brought 1,204 clicks." Clicks, not people: nobody can be recognized across
 * tweets.
 */
export function tweetsSentence(
  handle: string,
  { tweets, clicks }: { tweets: number; clicks: number },
): string {
  if (tweets === 0) return `${handle} has not tweeted a link of this service yet.`
  const what = `${countFigure(tweets)} ${tweets === 1 ? 'tweet' : 'tweets'} of ${handle}`
  return `${what} brought ${countFigure(clicks)} ${clicks === 1 ? 'click' : 'clicks'}.`
}
