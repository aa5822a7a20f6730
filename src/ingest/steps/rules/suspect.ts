import type { Facts, Rule } from './rule.js'

/** People need longer than this to read a tweet and tap its link; in milliseconds. */
const soonMs = 10_000

/** People show each of these signs too, so one alone proves nothing. */
const weakSignals: ((hit: Facts) => boolean)[] = [
  hit => hit.hints.dataCentre === true,
  hit => hit.hints.noAcceptLanguage === true,
  hit => hit.hints.noHtml === true,
  hit => hit.agent.sendsFetchMode && hit.hints.secure === true && hit.hints.fetchMode === undefined,
  hit => hit.agent.noEngine,
  hit =>
    hit.referrer === null &&
    hit.tweetedAt !== null &&
    hit.at >= hit.tweetedAt &&
    hit.at < hit.tweetedAt + soonMs,
]

/** Two weak signs at once. */
export const suspect: Rule = {
  reason: 'suspect',
  judge: hit => weakSignals.reduce((count, signal) => count + (signal(hit) ? 1 : 0), 0) >= 2,
}
