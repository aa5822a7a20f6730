import { and, eq, lt, lte, sql } from 'drizzle-orm'
import { bigints, texts, times, unnest, uuids } from '../../db/columns.js'
import type { Database, Queryable } from '../../db/connect.js'
import { announceFigures } from '../../db/figures.js'
import { lockCounting } from '../../db/locks.js'
import { clicks, linkFacets, linkQuarters, linkTotals } from '../../db/schema.js'
import { rulesVersion } from '../../rollups/rules-version.js'
import { beginAgain } from '../../tweets/begin.js'
import { recountTweet } from '../../tweets/recount.js'
import { foldChangesOfLink } from '../rollups/fold-changes.js'
import { addLinkChanges } from '../rollups/link-changes.js'
import { Tally } from '../rollups/tally.js'
import { addLinkTotals } from '../rollups/totals.js'
import type { JudgedHit } from '../steps/classify.js'
import { type Change, findChanges, hitsIn, judgedFields, type Range } from './find-changes.js'
import { findFormerFirsts, renewFirsts } from './renew-firsts.js'

/** Rows per statement. */
const rowsAtOnce = 5_000

/** Judges a link's hits again in its own transaction, and corrects everything counted from them. */
export async function correct(
  db: Database,
  linkId: number,
  { now, ...range }: Range & { now: Date },
): Promise<Change[]> {
  return db.transaction(async tx => {
    await lockCounting(tx, 'exclusive')
    const { changes, older } = await findChanges(tx, linkId, range)
    const tally = new Tally()
    for (const { before, after } of changes) {
      // Whose rules judged them is counted by `countJudged`.
      tally.hit({ ...before, rulesVersion }, -1)
      tally.hit(after, 1)
    }
    const affected = [...new Set(changes.map(change => change.before.visitor))]
    const former = await findFormerFirsts(tx, linkId, affected)
    await updateHits(
      tx,
      changes.map(change => change.after),
    )
    await markJudged(tx, linkId, range)
    await countJudged(tx, linkId, older)
    await renewFirsts(tx, linkId, affected, former, tally)
    await addLinkChanges(tx, tally)
    await foldChangesOfLink(tx, linkId)
    await addLinkTotals(tx, tally)
    await deleteEmpty(tx, linkId)
    await beginAgain(tx, linkId, now)
    // Last, so that it includes the visitors stored again.
    await recountTweet(tx, linkId)
    await announceFigures(tx)
    return changes
  })
}

async function updateHits(tx: Queryable, rows: JudgedHit[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const page = rows.slice(at, at + rowsAtOnce)
    await tx.execute(sql`
      update ${clicks} as c set reason = n.reason, rules_version = n.rules_version, source = n.source,
        referrer_host = n.referrer_host, browser = n.browser, system = n.system, device = n.device,
        arrival = default
      from ${unnest(
        bigints(page.map(row => row.linkId)),
        times(page.map(row => row.at)),
        uuids(page.map(row => row.id)),
        bigints(page.map(row => row.rulesVersion)),
        ...judgedFields.map(field => texts(page.map(row => row[field]))),
      )} as n (link_id, clicked_at, id, rules_version, reason, source, referrer_host, browser, system, device)
      where c.link_id = n.link_id and c.clicked_at = n.clicked_at and c.id = n.id`)
  }
}

/** Marks the hits whose verdict did not change, too, as judged by today's rules. */
async function markJudged(tx: Queryable, linkId: number, range: Range): Promise<void> {
  await tx
    .update(clicks)
    .set({ rulesVersion })
    .where(and(hitsIn(linkId, range), lt(clicks.rulesVersion, rulesVersion)))
}

/** Adds to the link's total the hits that older rules had judged before. */
async function countJudged(tx: Queryable, linkId: number, hits: number): Promise<void> {
  if (hits === 0) return
  const before = sql`case when ${linkTotals.rulesVersion} = ${rulesVersion} then ${linkTotals.judged} else 0 end`
  await tx
    .update(linkTotals)
    .set({ rulesVersion, judged: sql`${before} + ${hits}::bigint` })
    // To the rules of a newer node they remain judged by older ones.
    .where(and(eq(linkTotals.linkId, linkId), lte(linkTotals.rulesVersion, rulesVersion)))
}

/** Remove values that no longer count anything. */
async function deleteEmpty(tx: Queryable, linkId: number): Promise<void> {
  for (const table of [linkQuarters, linkFacets]) {
    await tx
      .delete(table)
      .where(and(eq(table.linkId, linkId), eq(table.clicks, 0), eq(table.clickers, 0), eq(table.excluded, 0)))
  }
}
