import { createHash } from 'node:crypto'
import { slugProblem } from '../links/slug.js'
import type { FoundLink } from './read-link.js'

/** How many names are tried for a link. */
const tries = 20
/** Leaves room for a number. */
const longestStem = 60

/**
 * The names that a link may get if it cannot have its own, in the order in which they are tried:
 * launch-2, launch-3 … They are the same each time, so a repeated import finds what it made.
 */
export function otherNames(
  { slug, url }: Pick<FoundLink, 'slug' | 'url'>,
  reserved: ReadonlySet<string>,
): string[] {
  const plain = slug
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longestStem)
  const stem = plain === '' ? `link-${fingerprint(`${slug} ${url}`)}` : plain
  const numbered = Array.from({ length: tries - 1 }, (_, n) => `${stem}-${n + 2}`)
  return [stem, ...numbered].filter(name => name !== slug && slugProblem(name, reserved) === null)
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
