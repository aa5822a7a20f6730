import { dayMs, hourMs } from '../durations.js'

/**
 * Published figures about the clicks of a tweet: half of the followers who click do so within 2.8
 * hours, 98 % within 7 days (a Lomax distribution with shape 1), and previews are fetched 15 to 50
 * times in the first minute.
 */
export const delay = { scaleMs: 2.8 * hourMs, windowMs: 7 * dayMs }
export const preview = { fewest: 15, most: 50, withinMs: 60_000 }

/** Share of the clickers who come after the window. */
export const lateShare = 1 / (1 + delay.windowMs / delay.scaleMs)
/** Clickers from elsewhere (search engines, forums, newsletters), per follower who clicks. */
export const othersShare = 0.1
/** Repeated clicks per person, on average. */
export const repeats = 0.3
/** Crawler hits after the first minute, per click of a person. */
export const crawlersShare = 0.55

/** Hits per follower who clicks, on average, without the previews of the first minute. */
export const hitsPerClicker = (1 + lateShare + othersShare) * (1 + repeats) * (1 + crawlersShare)
