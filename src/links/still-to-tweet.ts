import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import type { Context } from '../context.js'
import { accounts, links, tweets } from '../db/schema.js'
import { leadsTo } from './destination.js'
import { usable } from './usable.js'
import { type Link, selectLinks, showLink } from './view.js'

/** As many as one call creates. */
const most = 1000

/**
 * Accounts' usable links to a target, ignoring utm_ parameters, whose tweets are still drafts;
 * by account.
 */
export async function stillToTweet(
  ctx: Pick<Context, 'access' | 'db' | 'config' | 'now'>,
  target: string,
): Promise<Link[]> {
  const rows = await selectLinks(ctx.db)
    .where(
      and(
        seesLink(ctx.access),
        leadsTo(sql`${links.url}`, target),
        eq(tweets.published, false),
        eq(tweets.begun, false),
        isNotNull(accounts.id),
        usable(ctx.now()),
      ),
    )
    .orderBy(asc(accounts.handleKey), asc(links.id))
    .limit(most)
  return rows.map(row => showLink(row, ctx.config))
}
