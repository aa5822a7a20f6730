import { sql } from 'drizzle-orm'
import { ensureAccounts } from '../accounts/ensure.js'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { storeDrafts } from '../tweets/draft.js'
import type { Made } from './store.js'
import type { IssueContext } from './wish.js'

/** Gives every new link with an account or a text a draft tweet; unknown accounts are created. */
export async function addDrafts(ctx: IssueContext, tx: Queryable, made: Made[], now: Date): Promise<void> {
  const drafted = made.filter(({ wish }) => wish.account !== undefined || wish.text !== undefined)
  if (drafted.length === 0) return
  const accounts = await ensureAccounts(
    tx,
    ctx,
    drafted.flatMap(({ wish }) => wish.account ?? []),
  )
  const drafts = drafted.map(({ wish }) => ({
    accountId: accounts.get(wish.account?.key ?? '')?.id ?? null,
    network: wish.account?.network ?? null,
    text: wish.text ?? null,
    tweetedAt: now,
  }))
  const ids = await storeDrafts(tx, drafts, ctx.config)
  const pairs = drafted.map(({ id }, n) => ({ id, tweet: ids[n] }))
  // A link that nobody has seen yet has no clicks, so there is nothing to recount.
  await tx.execute(sql`
    update ${links} set tweet_id = pair.tweet
    from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as pair(id bigint, tweet bigint)
    where ${links.id} = pair.id`)
}
