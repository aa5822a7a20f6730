import { createHash } from 'node:crypto'

/**
 * Cache-Control of an answer that is fresh for some seconds; after that it may be shown while a new
 * one is fetched.
 */
export function cacheFor(seconds: number): string {
  return `public, max-age=${seconds}, s-maxage=${seconds}, stale-while-revalidate=${seconds * 10}`
}

/**
 * Cache-Control of the picture sent to clients over the limit: they need not ask again before the
 * limit resets.
 */
export function cacheBeyondLimit({ facts }: { facts: Readonly<Record<string, unknown>> }): string {
  return `public, max-age=${Number(facts.retryAfterSeconds)}`
}

export function entityTag(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
}

/** Whether an If-None-Match header names this tag, by the weak comparison of RFC 9110. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(part => part.trim() === '*' || part.trim().replace(/^W\//, '') === tag)
}
