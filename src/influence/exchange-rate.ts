import type { AccountPosterior } from './account-posterior.js'
import type { Interval } from './confidence.js'

/**
 * What one follower of A is worth in followers of B: the ratio of their scores, so that anybody can
 * check it against the two. The 95 % interval is that of the difference of two independent
 * logarithms m with intervals (l, u), by MOVER (Zou and Donner 2008):
 *
 *     m_a − m_b − √((m_a − l_a)² + (u_b − m_b)²)  to  m_a − m_b + √((u_a − m_a)² + (m_b − l_b)²)
 */
export function exchangeRate(
  a: Pick<AccountPosterior, 'score' | 'interval'>,
  b: Pick<AccountPosterior, 'score' | 'interval'>,
): { rate: number; interval: Interval } {
  const [belowA, aboveA] = distances(a)
  const [belowB, aboveB] = distances(b)
  const rate = a.score / b.score
  return {
    rate,
    interval: [rate * Math.exp(-Math.hypot(belowA, aboveB)), rate * Math.exp(Math.hypot(aboveA, belowB))],
  }
}

/** Distance from the score down and up to the ends of its interval, in logarithms. */
function distances({ score, interval: [low, high] }: Pick<AccountPosterior, 'score' | 'interval'>) {
  return [Math.log(score / low), Math.log(high / score)] as const
}
