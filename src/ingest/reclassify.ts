import { and, asc, eq, gt, gte, lt, or, sql } from 'drizzle-orm'
import type { Database, Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import { clicks, linkFacets, linkHours, links, linkTotals, visitors } from '../db/schema.js'
import { LinkNotFound } from '../errors.js'
import type { ClickRecord } from '../journal/record.js'
import { recountTweet } from '../tweets/recount.js'
import { bigints, bytes, texts, times, unnest, uuids } from './columns.js'
import { addLinkFacets } from './rollups/link-facets.js'
import { addLinkHours } from './rollups/link-hours.js'
import { addLinkTotals } from './rollups/link-totals.js'
import { Tally } from './rollups/tally.js'
import { type Click, classify } from './steps/classify.js'
import { loadWindows } from './windows.js'

export interface ReclassifyOptions {
  /** Hits from this time on. */
  from?: Date
  /** Hits before this time. */
  to?: Date
  /** A slug; all links unless given. */
  link?: string
  /** False for a dry run, which changes nothing. */
  write: boolean
}

export interface ReclassifyReport {
  judged: number
  /** Hits whose verdict, source, browser, system or device is another by today's rules. */
  changed: number
  links: number
  /** The changed verdicts, most frequent first; `human` stands for none. */
  verdicts: { from: string; to: string; hits: number }[]
}

interface Change {
  before: Click
  after: Click
}

type Range = Pick<ReclassifyOptions, 'from' | 'to'>

const pageSize = 5_000

/**
 * Judges stored hits by today's rules. With `write`, each link is corrected in a transaction of its own: hits, clickers and
 * every rollup, so that no reader sees half of it and no batch comes between. Hits that stay as they are keep the version of
 * the rules that judged them. Throws LinkNotFound.
 */
export async function reclassify(db: Database, options: ReclassifyOptions): Promise<ReclassifyReport> {
  const report: ReclassifyReport = { judged: 0, changed: 0, links: 0, verdicts: [] }
  for (const linkId of await linksToJudge(db, options.link)) {
    const found = await findChanges(db, linkId, options)
    report.judged += found.judged
    if (found.changes.length === 0) continue
    const changes = options.write ? await correct(db, linkId, options) : found.changes
    report.links += 1
    report.changed += changes.length
    for (const { before, after } of changes) note(report, before.reason ?? 'human', after.reason ?? 'human')
  }
  report.verdicts.sort((a, b) => b.hits - a.hits)
  return report
}

function note({ verdicts }: ReclassifyReport, from: string, to: string): void {
  if (from === to) return
  const known = verdicts.find(row => row.from === from && row.to === to)
  if (known === undefined) verdicts.push({ from, to, hits: 1 })
  else known.hits += 1
}

async function linksToJudge(db: Queryable, slug: string | undefined): Promise<number[]> {
  if (slug === undefined) {
    const rows = await db.select({ id: linkTotals.linkId }).from(linkTotals).orderBy(asc(linkTotals.linkId))
    return rows.map(row => row.id)
  }
  const [link] = await db.select({ id: links.id }).from(links).where(eq(links.slug, slug))
  if (link === undefined) throw new LinkNotFound({ slug })
  return [link.id]
}

async function findChanges(
  db: Queryable,
  linkId: number,
  range: Range,
): Promise<{ judged: number; changes: Change[] }> {
  const window = (await loadWindows(db, [linkId])).get(linkId)
  const changes: Change[] = []
  let judged = 0
  let last: Click | undefined
  for (;;) {
    const page = await readPage(db, linkId, range, last)
    for (const before of page) {
      const after = classify(before as ClickRecord, window?.tweetedAt ?? null)
      if (differs(before, after)) changes.push({ before, after })
    }
    judged += page.length
    last = page.at(-1)
    if (page.length < pageSize) return { judged, changes }
  }
}

async function readPage(
  db: Queryable,
  linkId: number,
  { from, to }: Range,
  last: Click | undefined,
): Promise<Click[]> {
  const lastAt = last === undefined ? undefined : new Date(last.at)
  const rows = await db
    .select()
    .from(clicks)
    .where(
      and(
        eq(clicks.linkId, linkId),
        from && gte(clicks.clickedAt, from),
        to && lt(clicks.clickedAt, to),
        last &&
          lastAt &&
          or(gt(clicks.clickedAt, lastAt), and(eq(clicks.clickedAt, lastAt), gt(clicks.id, last.id))),
      ),
    )
    .orderBy(asc(clicks.clickedAt), asc(clicks.id))
    .limit(pageSize)
  return rows.map(stored)
}

function stored({ clickedAt, visitor, ...row }: typeof clicks.$inferSelect): Click {
  return { ...row, at: clickedAt.getTime(), visitor: visitor.toString('hex') }
}

const judgedFields = ['reason', 'source', 'referrerHost', 'browser', 'system', 'device'] as const

function differs(before: Click, after: Click): boolean {
  return judgedFields.some(field => before[field] !== after[field])
}

async function correct(db: Database, linkId: number, range: Range): Promise<Change[]> {
  return db.transaction(async tx => {
    await lockCounting(tx, 'exclusive')
    const { changes } = await findChanges(tx, linkId, range)
    const tally = new Tally()
    for (const { before, after } of changes) {
      tally.hit(before, -1)
      tally.hit(after, 1)
    }
    const affected = [...new Set(changes.map(change => change.before.visitor))]
    const former = await formerFirsts(tx, linkId, affected)
    await updateClicks(
      tx,
      changes.map(change => change.after),
    )
    await moveFirsts(tx, linkId, affected, former, tally)
    await addLinkFacets(tx, tally)
    await addLinkHours(tx, tally)
    await addLinkTotals(tx, tally)
    await deleteEmpty(tx, linkId)
    await recountTweet(tx, linkId)
    await announceFigures(tx)
    return changes
  })
}

async function updateClicks(tx: Queryable, rows: Click[]): Promise<void> {
  for (let at = 0; at < rows.length; at += pageSize) {
    const page = rows.slice(at, at + pageSize)
    await tx.execute(sql`
      update ${clicks} as c set reason = n.reason, rules_version = n.rules_version, source = n.source,
        referrer_host = n.referrer_host, browser = n.browser, system = n.system, device = n.device
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

/** The first clicks as they are stored, before anything changes; none of a visitor whose first is in a dropped month. */
async function formerFirsts(tx: Queryable, linkId: number, affected: string[]): Promise<Map<string, Click>> {
  const rows = await tx
    .select({ click: clicks })
    .from(visitors)
    .innerJoin(
      clicks,
      and(
        eq(clicks.linkId, visitors.linkId),
        eq(clicks.clickedAt, visitors.firstClickedAt),
        eq(clicks.id, visitors.firstClickId),
      ),
    )
    .where(and(eq(visitors.linkId, linkId), sql`${visitors.visitor} in (select ${unnest(bytes(affected))})`))
  return new Map(rows.map(({ click }) => [click.visitor.toString('hex'), stored(click)]))
}

/** Finds the affected visitors' first human clicks anew. Those whose former first is in a dropped month stay as they are. */
async function moveFirsts(
  tx: Queryable,
  linkId: number,
  affected: string[],
  former: Map<string, Click>,
  tally: Tally,
): Promise<void> {
  for (const first of former.values()) tally.clicker(first, -1)
  const gone = [...former.keys()]
  await tx
    .delete(visitors)
    .where(and(eq(visitors.linkId, linkId), sql`${visitors.visitor} in (select ${unnest(bytes(gone))})`))
  const firsts = await tx
    .selectDistinctOn([clicks.visitor])
    .from(clicks)
    .where(
      and(
        eq(clicks.linkId, linkId),
        sql`${clicks.reason} is null`,
        sql`${clicks.visitor} in (select ${unnest(bytes(affected))})`,
        sql`not exists (select from ${visitors} v where v.link_id = ${clicks.linkId} and v.visitor = ${clicks.visitor})`,
      ),
    )
    .orderBy(clicks.visitor, clicks.clickedAt, clicks.id)
  for (const row of firsts) tally.clicker(stored(row), 1)
  await tx.execute(sql`
    insert into ${visitors} (link_id, visitor, first_clicked_at, first_click_id)
    select * from ${unnest(
      bigints(firsts.map(row => row.linkId)),
      bytes(firsts.map(row => row.visitor.toString('hex'))),
      times(firsts.map(row => row.clickedAt.getTime())),
      uuids(firsts.map(row => row.id)),
    )}`)
}

/** A value that nothing counts under any more is shown to nobody. */
async function deleteEmpty(tx: Queryable, linkId: number): Promise<void> {
  for (const table of [linkHours, linkFacets]) {
    await tx
      .delete(table)
      .where(and(eq(table.linkId, linkId), eq(table.clicks, 0), eq(table.clickers, 0), eq(table.excluded, 0)))
  }
}
