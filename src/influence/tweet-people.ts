import { counted, countFigure, peopleCounted } from './figures.js'
import type { TweetCount } from './tweet-count.js'

/**
 * "400 of 20,000 followers clicked". With more people than followers, or unknown followers, it only
 * says how many.
 */
export function tweetPeople({ h, f }: TweetCount): string {
  const people = `${h === 0 ? 'Nobody' : peopleCounted(h)} clicked`
  if (f === null || f <= 0) return people
  const followers = counted(f, 'follower')
  return h > f ? `${people} for ${followers}` : `${countFigure(h)} of ${followers} clicked`
}
