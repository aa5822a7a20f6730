import type { Logger } from 'pino'
import type { Config } from '../config.js'
import type { Database } from '../db/connect.js'
import { askPostings } from '../tweets/ask-postings.js'
import { duePostings, keepPostings, postponePostings } from '../tweets/postings.js'
import type { Job } from './start.js'

/** Once a second at most. */
const everyMs = 10_000
const tweetsAtOnce = 10

/** How long to leave X alone if it does not say, and at most. */
const usualWaitSeconds = 60
const longestWaitSeconds = 3_600

interface Needs {
  db: Database
  log: Pick<Logger, 'info' | 'warn'>
  now: () => Date
  config: Pick<Config, 'xOembedUrl'>
}

/**
 * Asks X for the text and the codes of attached tweets, one after the other: the newest soon after
 * they were attached, and all of an older version in time.
 */
export function askPostingsJob({ db, log, now, config: { xOembedUrl } }: Needs): Job {
  let quietUntil = 0
  return {
    name: 'ask postings',
    everyMs,
    async run(signal) {
      if (xOembedUrl === null || now().getTime() < quietUntil) return
      for (const { id, url } of await duePostings(db, now(), tweetsAtOnce)) {
        if (signal.aborted) return
        const answer = await askPostings(xOembedUrl, url)
        if ('embed' in answer) {
          await keepPostings(db, id, answer.embed)
          continue
        }
        const { whose, detail, retryAfterSeconds } = answer
        await postponePostings(db, id, { now: now(), forGood: whose === 'tweet' })
        log.info({ tweet: url, detail }, "X did not tell the t.co codes of a tweet's links.")
        if (whose !== 'x') continue
        const waitSeconds = Math.min(retryAfterSeconds ?? usualWaitSeconds, longestWaitSeconds)
        quietUntil = now().getTime() + waitSeconds * 1000
        return
      }
    },
  }
}
