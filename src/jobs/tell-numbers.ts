import { and, asc, inArray, isNull } from 'drizzle-orm'
import type { Context } from '../context.js'
import { type Failed, tellFailed, workAround } from '../db/around.js'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { dayMs } from '../durations.js'
import { type LinkRow, selectLinks, showLink } from '../links/view.js'
import { type TweetInfluence, tweetInfluence } from '../stats/tweet-influence.js'
import type { EventType } from '../webhooks/events.js'
import type { StoredWebhook } from '../webhooks/find.js'
import { dueLooks, endLooks, graceMs, newMarks, watchers } from '../webhooks/looks.js'
import { queue } from '../webhooks/tell.js'
import type { Job } from './start.js'

type Needs = Pick<Context, 'db' | 'now' | 'config'>

const linksAtOnce = 50
/** After a tweet's window, clicks of it still come in; older tweets are no news. */
const newsMs = dayMs

/**
 * Tells webhooks what the numbers of links show: thresholds that were reached, and windows that
 * have closed. It reads only links with new clicks, or with a window that has ended.
 */
export function tellNumbersJob(ctx: Needs): Job {
  return {
    name: 'tell numbers',
    everyMs: 5_000,
    async run(signal) {
      const failed: Failed<number>[] = []
      while (!signal.aborted) {
        const bad = new Set(failed.map(({ item }) => item))
        const due = await dueLooks(ctx.db, ctx.now(), linksAtOnce + bad.size)
        const ids = due.filter(id => !bad.has(id))
        if (ids.length === 0) break
        failed.push(...(await workAround(ids, some => look(ctx, some))))
      }
      tellFailed('links', failed)
    },
  }
}

function look({ db, now, config }: Needs, linkIds: readonly number[]): Promise<void> {
  return db.transaction(async tx => {
    await endLooks(tx, linkIds, now())
    const hooks = await watchers(tx)
    if (hooks.length === 0) return
    const which = and(inArray(links.id, [...linkIds]), isNull(links.deletedAt))
    // So other events of these links are told before or after, not in between.
    await tx.select({ id: links.id }).from(links).where(which).orderBy(asc(links.id)).for('no key update')
    for (const row of await selectLinks(tx).where(which)) {
      const influence = row.tweet === null ? null : await tweetInfluence({ db: tx, now }, row)
      for (const hook of hooks) await tellOf(tx, hook, { row, influence, now: now(), config })
    }
  })
}

interface Seen {
  row: LinkRow
  influence: TweetInfluence | null
  now: Date
  config: Needs['config']
}

/** Something to tell of a link, once. */
interface News {
  mark: string
  type: EventType
  data: object
}

async function tellOf(tx: Queryable, hook: StoredWebhook, seen: Seen): Promise<void> {
  const { row, now, config } = seen
  const news = [...clicksNews(hook, seen), ...influenceNews(hook, seen), ...windowNews(hook, seen)].filter(
    ({ type }) => hook.events.includes(type),
  )
  const fresh = await newMarks(
    tx,
    hook.id,
    row.link.id,
    news.map(({ mark }) => mark),
  )
  const link = showLink(row, config)
  for (const { mark, type, data } of news) {
    if (fresh.has(mark))
      await queue(tx, hook.id, type, now, [{ linkId: row.link.id, data: { ...data, link } }])
  }
}

function clicksNews({ clicksThresholds }: StoredWebhook, { row: { clicks } }: Seen): News[] {
  return clicksThresholds
    .filter(threshold => clicks >= threshold)
    .map(threshold => ({ mark: `clicks ${threshold}`, type: 'clicks.crossed', data: { threshold } }))
}

/** Of a tweet since the webhook was made: of an earlier one, it may long have been so. */
function influenceNews(hook: StoredWebhook, { row, influence, now }: Seen): News[] {
  if (row.tweet === null || row.tweet.tweetedAt < hook.createdAt) return []
  if (+row.tweet.windowEndsAt + graceMs + newsMs < +now) return []
  const reached = influence?.influence ?? 0
  return hook.influenceThresholds
    .filter(threshold => reached >= threshold)
    .map(threshold => ({
      mark: `influence ${threshold}`,
      type: 'influence.crossed',
      data: { threshold, influence },
    }))
}

/** Of a tweet whose window ended in the webhook's time. */
function windowNews({ createdAt }: StoredWebhook, { row, influence, now }: Seen): News[] {
  if (row.tweet === null || influence?.state !== 'closed') return []
  const end = +row.tweet.windowEndsAt
  if (end < +createdAt || end + graceMs > +now) return []
  return [{ mark: `window ${end}`, type: 'window.closed', data: { influence } }]
}
