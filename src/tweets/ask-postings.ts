import { type Asked, ask, defaultPatience, type Patience } from '../followers/ask.js'
import { type Embed, readEmbed } from './read-embed.js'

/** What X said about a tweet, or why it said nothing. */
export type Answer =
  | { embed: Embed }
  /**
   * `whose`: the tweet's if X does not show it to anybody, the answer's if it cannot be read, X's
   * if it does not answer at the moment.
   */
  | { whose: 'tweet' | 'answer' | 'x'; detail: string; retryAfterSeconds?: number }

/** A job asks again later by itself. Answers have some hundred bytes. */
const once: Patience = { ...defaultPatience, attempts: 1, maxBytes: 64 * 1024 }

/**
 * Asks X's oEmbed service (https://developer.x.com/en/docs/x-for-websites/oembed-api) about a tweet
 * by its address. Takes at most a few seconds, and never rejects.
 */
export async function askPostings(
  oembedUrl: string,
  tweetUrl: string,
  patience: Patience = once,
): Promise<Answer> {
  const url = new URL(oembedUrl)
  url.search = new URLSearchParams({ url: tweetUrl, omit_script: '1', dnt: '1' }).toString()
  const asked = await ask({ url }, patience)
  if (!asked.ok) return { ...asked, whose: whoseFault(asked) }
  const embed = readEmbed((asked.json as { html?: unknown } | null)?.html)
  if (embed !== null) return { embed }
  return { whose: 'answer', detail: `${url.host} answered without a tweet.` }
}

function whoseFault({ status, problem, json }: Asked & { ok: false }): 'tweet' | 'answer' | 'x' {
  if (problem === 'not-found') return 'tweet'
  // Of a protected tweet, X says so in JSON; a page comes from something in between.
  if (status === 403 && typeof json === 'object' && json !== null) return 'tweet'
  return problem === 'unreadable' ? 'answer' : 'x'
}
