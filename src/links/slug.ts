import { customAlphabet } from 'nanoid'

/** What a slug may look like; slugs compare with case. */
export const slugPattern = /^[A-Za-z0-9_-]{3,64}$/

/**
 * Names for future routes. The names of existing routes are reserved when the routes are
 * registered.
 */
const futureSurfaces = new Set(['app', 'assets', 'embed', 'login', 'logout', 'metrics', 'oembed', 'public'])

// Without characters that look alike (0 O o, 1 I l, 2 Z, 5 S s, u v); 7 of 49 give 6.8e11 slugs.
const random = customAlphabet('346789ABCDEFGHJKLMNPQRTUVWXYabcdefghijkmnpqrtwxyz', 7)

export function isReserved(slug: string, reservedSlugs: ReadonlySet<string>): boolean {
  const name = slug.toLowerCase()
  return futureSurfaces.has(name) || reservedSlugs.has(name)
}

/** What is wrong with a slug and how to fix it; null if a link may have it. */
export function slugProblem(slug: string, reservedSlugs: ReadonlySet<string>): string | null {
  if (!slugPattern.test(slug)) return 'must be 3 to 64 characters of A–Z a–z 0–9 _ -'
  return isReserved(slug, reservedSlugs) ? 'names a part of this service; choose another' : null
}

/** A new random slug. */
export function generateSlug(reservedSlugs: ReadonlySet<string>): string {
  for (;;) {
    const slug = random()
    if (!isReserved(slug, reservedSlugs)) return slug
  }
}
