/**
 * What the prior takes from 1,008 accounts of three tweets that nobody clicked, aimed at 2 s, and
 * from 10,000 accounts of a hundred tweets, aimed at 3 s, by the published figures; and how long
 * others wait for their turn meanwhile: `npx tsx test/bench/prior.ts`.
 */

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { estimatePrior } from '../../src/influence/estimate-prior.js'
import type { TweetCount } from '../../src/influence/tweet-count.js'
import { chance, drawAccount } from '../fixtures/chance.js'

const random = chance(11)
const followers = () => Math.round(Math.exp(random.normal(Math.log(500), 1.5))) + 1
const unclicked = Array.from({ length: 1_008 }, () => {
  const f = followers()
  return Array.from({ length: 3 }, () => ({ h: 0, f }))
})
await measure('1,008 accounts of three tweets without a click', unclicked, 2_000)
const usual = Array.from({ length: 10_000 }, () => drawAccount(random, 100).tweets)
await measure('10,000 accounts of a hundred tweets', usual, 3_000)

async function measure(name: string, accounts: TweetCount[][], aimMs: number): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const begin = performance.now()
  const { mu, tau } = await estimatePrior(accounts)
  const ms = performance.now() - begin
  delay.disable()
  console.log(
    `${name}: ${ms.toFixed(0)} ms (aim ${aimMs}), others wait ${(delay.max / 1e6).toFixed(1)} ms at most`,
  )
  console.log(`  mu ${mu.toFixed(6)}, tau ${tau.toFixed(6)}`)
}
