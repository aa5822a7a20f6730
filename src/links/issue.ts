import { inArray } from 'drizzle-orm'
import { foreignHandles } from '../accounts/ensure.js'
import { requireRight } from '../auth/access.js'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { AccountNotGiven, ServiceError, SlugReserved } from '../errors.js'
import { slices } from '../typed/slices.js'
import { mapInTurns } from '../typed/turns.js'
import { addDrafts } from './add-drafts.js'
import { announceLinks } from './announce.js'
import { matchEarlier, matchExisting } from './match-existing.js'
import { isReserved } from './slug.js'
import { storeLinks } from './store.js'
import { readTarget } from './target.js'
import { tellLinks } from './tell.js'
import { tidyWish } from './tidy.js'
import { withUtm } from './utm.js'
import { type Link, selectLinks, showLink } from './view.js'
import type { IssueContext, NewLink, Pending } from './wish.js'

/** `existing` means that the link existed before and was found by `findExisting`. */
export interface Issued {
  link: Link
  existing: boolean
}

/** Few enough to read in a few milliseconds. */
const rowsAtOnce = 100

/** Creates a link. Throws InvalidInput, SlugReserved or SlugTaken, and then changes nothing. */
export async function issueLink(ctx: IssueContext, wish: NewLink): Promise<Issued> {
  const issued = await transact(ctx.db, async tx => {
    const [result] = await issue(ctx, tx, [wish])
    if (result === undefined || result instanceof ServiceError) throw result
    return result
  })
  ctx.links.changed(issued.link.slug)
  return issued
}

/**
 * Creates many links at once. Each result, in order, is a link or an error, and a failed wish
 * changes nothing.
 */
export async function issueLinks(ctx: IssueContext, wishes: NewLink[]): Promise<(Issued | ServiceError)[]> {
  const results = await transact(ctx.db, tx => issue(ctx, tx, wishes))
  for (const result of results) if ('link' in result) ctx.links.changed(result.link.slug)
  return results
}

async function issue(
  ctx: IssueContext,
  tx: Queryable,
  wishes: NewLink[],
): Promise<(Issued | ServiceError)[]> {
  requireRight(ctx.access, 'links')
  const now = ctx.now()
  const all = await mapInTurns(wishes, wish => prepare(ctx, wish))
  await refuseForeign(ctx, tx, all)
  await matchExisting(tx, ctx.access, all, now)
  matchEarlier(all)
  const made = await storeLinks(ctx, tx, all, now)
  await addDrafts(ctx, tx, made, now)
  await announceLinks(
    tx,
    made.map(({ slug }) => slug),
  )
  const ids = all.flatMap(({ id }) => id ?? [])
  const shown = new Map<number, Link>()
  for (const some of slices(ids, rowsAtOnce)) {
    const rows = await selectLinks(tx).where(inArray(links.id, some))
    for (const row of rows) shown.set(row.link.id, showLink(row, ctx.config))
  }
  // Imported links are not new, and may be ten thousands.
  const fresh = made.filter(({ wish }) => wish.imported === undefined)
  await tellLinks(
    tx,
    'link.created',
    now,
    fresh.flatMap(({ id }) => {
      const link = shown.get(id)
      return link === undefined ? [] : [{ id, link }]
    }),
  )
  return all.map(pending => {
    const { id, error } = pending.twin ?? pending
    if (error !== null) return error
    const link = id === null ? undefined : shown.get(id)
    if (link === undefined) throw new Error('A link was neither made nor refused.')
    return { link, existing: pending.existing || pending.twin !== null }
  })
}

/** A limited key makes links only for its own accounts. */
async function refuseForeign(ctx: IssueContext, tx: Queryable, all: Pending[]): Promise<void> {
  if (!ctx.access.limited) return
  const named = all.flatMap(({ wish }) => wish.account ?? [])
  const foreign = await foreignHandles(tx, ctx.access, named)
  for (const pending of all) {
    const { account } = pending.wish
    if (account !== undefined && foreign.has(account.key))
      pending.error ??= new AccountNotGiven({ account: account.handle })
  }
}

function prepare(ctx: IssueContext, given: NewLink): Pending {
  const wish = tidyWish(given)
  const pending: Pending = { wish, url: '', id: null, twin: null, existing: false, error: null }
  try {
    const target = readTarget(wish.url, ctx.config)
    pending.url = wish.utm ? readTarget(withUtm(target, wish.utm), ctx.config) : target
    if (wish.slug !== undefined && isReserved(wish.slug, ctx.reservedSlugs)) {
      throw new SlugReserved({ slug: wish.slug })
    }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    pending.error = error
  }
  return pending
}
