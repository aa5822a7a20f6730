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
