import { counted, countFigure, percentFigure } from './figures.js'
import { travelled } from './travelled.js'
import { tweetRatio } from './tweet-ratio.js'
import { tweetSentence } from './tweet-sentence.js'

/**
 * The sentence of a tweet with several links. Visitors cannot be recognized across links, so the
 * number of people is only known to be between `min` and `max`: "300 to 420 of 20,000 followers
 * clicked its 2 links: 1.5 % to 2.1 %." If both are equal, it is the usual sentence.
 */
export function linkedTweetSentence(
  { min, max }: { min: number; max: number },
  f: number | null,
  links: number,
): string {
  if (min === max) return tweetSentence({ h: max, f })
  const range = `${countFigure(min)} to ${countFigure(max)}`
  const clicked = `clicked its ${countFigure(links)} links`
  const [low, high] = [tweetRatio(min, f), tweetRatio(max, f)]
  if (f === null) return `${range} people ${clicked}; how many followed at that time is unknown.`
  if (low === null || high === null) return `${range} people ${clicked}; the account had no followers.`
  const followers = counted(f, 'follower')
  const subject =
    high > 1 ? `${range} people for ${followers} ${clicked}` : `${range} of ${followers} ${clicked}`
  const share = `${subject}: ${percentFigure(low)} to ${percentFigure(high)}`
  if (high <= 1) return `${share}.`
  return `${share}, ${low > 1 ? travelled : `perhaps ${travelled}`}.`
}
