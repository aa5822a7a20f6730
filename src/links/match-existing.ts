import { sql } from 'drizzle-orm'
import { type Access, seesLink } from '../auth/access.js'
import type { Queryable } from '../db/connect.js'
import { lockSpace } from '../db/locks.js'
import { accounts, formerHandles, links, tweets } from '../db/schema.js'
import { usable } from './usable.js'
import type { Pending } from './wish.js'

/**
 * Gives each wish with `findExisting` the newest usable link with the same target and account, if
 * there is one. Two concurrent requests for the same target take turns, so that the second finds
 * what the first created.
 */
export async function matchExisting(tx: Queryable, access: Access, all: Pending[], now: Date): Promise<void> {
  const asking = all.flatMap((pending, n) => {
    const { wish, url, error } = pending
    if (wish.findExisting !== true || error !== null) return []
    return [{ n, url, account: wish.account?.key ?? null, slug: wish.slug ?? null }]
  })
  if (asking.length === 0) return
  const asked = JSON.stringify(asking)
  await tx.execute(sql`
    select pg_advisory_xact_lock(${lockSpace.destination}::int, hash) from (
      select distinct hashtext(url) as hash
      from jsonb_to_recordset(${asked}::text::jsonb) as asked(url text) order by hash
    ) as hashes`)
  const rows = await tx.execute<{ n: number; id: string }>(sql`
    select distinct on (asked.n) asked.n, ${links.id} as id
    from jsonb_to_recordset(${asked}::text::jsonb) as asked(n int, url text, account text, slug text)
    join ${links} on md5(${links.url}) = md5(asked.url) and ${links.url} = asked.url
    left join ${tweets} on ${tweets.id} = ${links.tweetId}
    left join ${accounts} on ${accounts.id} = ${tweets.accountId}
    left join ${formerHandles} on ${formerHandles.handleKey} = asked.account
    where (${accounts.handleKey} is not distinct from asked.account or ${accounts.id} = ${formerHandles.accountId})
      and (asked.slug is null or ${links.slug} = asked.slug)
      and ${seesLink(access)} and ${usable(now)}
    order by asked.n, ${links.createdAt} desc, ${links.id} desc`)
  for (const { n, id } of rows) {
    const pending = all[n]
    if (pending !== undefined) Object.assign(pending, { id: Number(id), existing: true })
  }
}

/**
 * Points each wish with `findExisting` to an earlier wish in the list with the same target and
 * account, if there is one.
 */
export function matchEarlier(all: Pending[]): void {
  const first = new Map<string, Pending>()
  for (const pending of all) {
    const { wish, url, id, error } = pending
    if (id !== null || error !== null) continue
    const key = JSON.stringify([url, wish.account?.key])
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, pending)
    else if (wish.findExisting === true && [undefined, earlier.wish.slug].includes(wish.slug))
      pending.twin = earlier
  }
}
