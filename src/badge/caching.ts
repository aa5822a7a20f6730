import { createHash } from 'node:crypto'

/**
 * Cache-Control of an answer that stays good for some seconds; afterwards it may be shown while a
 * new one is fetched.
 */
export function cacheFor(seconds: number): string {
  return `public, max-age=${seconds}, s-maxage=${seconds}, stale-while-revalidate=${seconds * 10}`
}

/**
 * Cache-Control of a picture that says there is nothing, to who asks too often: it need not be
 * asked for before that is over.
 */
export function cacheBeyondLimit({ facts }: { facts: Readonly<Record<string, unknown>> }): string {
  return `public, max-age=${Number(facts.retryAfterSeconds)}`
}

export function entityTag(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
}

/** Whether an If-None-Match header names this tag; weakly, as RFC 9110 has it compare. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(part => part.trim() === '*' || part.trim().replace(/^W\//, '') === tag)
}
