import type { Access } from '../auth/access.js'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { dayMs } from '../durations.js'
import { SlugTaken } from '../errors.js'
import { slices } from '../typed/slices.js'
import { refuseTakenIds } from './external-id.js'
import { purgedSlugs } from './purged.js'
import { newSalt } from './salt.js'
import { searchText } from './search-text.js'
import { generateSlug } from './slug.js'
import type { IssueContext, NewLink, Pending } from './wish.js'

/** A wish that became a link. */
export interface Made {
  wish: NewLink
  id: number
  slug: string
}

const roundsForFreeSlugs = 5
/** Drizzle builds the statement for this many in a few milliseconds. */
const rowsAtOnce = 50
/** For a link without a tweet, and for a draft; with a tweet, the tweet's window applies. */
const visitorWindowMs = 30 * dayMs

/**
 * Stores a link for each wish that has neither a link nor an error yet; if its slug is taken, the
 * wish gets an error.
 */
export async function storeLinks(
  ctx: IssueContext,
  tx: Queryable,
  all: Pending[],
  now: Date,
): Promise<Made[]> {
  await refuseTakenIds(tx, all)
  const made: Made[] = []
  const isOpen = ({ id, twin, error }: Pending) => id === null && twin === null && error === null
  let open = all.filter(isOpen)
  for (let round = 0; open.length > 0; round++) {
    if (round === roundsForFreeSlugs) throw new Error('No free slug was found.')
    const bySlug = new Map<string, Pending>()
    for (const pending of open) {
      const slug = pending.wish.slug ?? generateSlug(ctx.reservedSlugs)
      if (!bySlug.has(slug)) bySlug.set(slug, pending)
    }
    const purged = await purgedSlugs(tx, [...bySlug.keys()])
    // Every transaction inserts slugs in the same order, so that no two can deadlock.
    const sorted = [...bySlug].filter(([slug]) => !purged.has(slug)).sort(([a], [b]) => (a < b ? -1 : 1))
    for (const some of slices(sorted, rowsAtOnce)) {
      const stored = await tx
        .insert(links)
        .values(some.map(([slug, pending]) => linkRow(slug, pending, ctx.access, now)))
        .onConflictDoNothing({ target: links.slug })
        .returning({ id: links.id, slug: links.slug })
      for (const { id, slug } of stored) {
        const pending = bySlug.get(slug)
        if (pending === undefined) continue
        pending.id = id
        made.push({ wish: pending.wish, id, slug })
      }
    }
    for (const pending of open) {
      const { id, wish } = pending
      if (id === null && wish.slug !== undefined) pending.error = new SlugTaken({ slug: wish.slug })
    }
    open = open.filter(isOpen)
  }
  return made
}

function linkRow(slug: string, { wish, url }: Pending, { id: keyId }: Access, now: Date) {
  const [title, notes] = [wish.title ?? null, wish.notes ?? null]
  return {
    slug,
    url,
    title,
    notes,
    keyId,
    searchText: searchText({ slug, url, title, notes }),
    tags: wish.tags ?? [],
    forwardQuery: wish.forwardQuery ?? false,
    public: wish.public ?? false,
    enabled: wish.enabled ?? true,
    expiresAt: wish.expiresAt ?? null,
    maxClicks: wish.maxClicks ?? null,
    externalId: wish.externalId ?? null,
    importedClicks: wish.imported?.clicks ?? null,
    importedFrom: wish.imported?.from ?? null,
    importedAt: wish.imported ? (wish.imported.since === undefined ? now : wish.imported.since) : null,
    createdAt: wish.createdAt ?? now,
    updatedAt: now,
    visitorSalt: newSalt(),
    visitorSaltEndsAt: new Date(now.getTime() + visitorWindowMs),
  }
}
