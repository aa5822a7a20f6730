import { findAccount } from '../../accounts/find.js'
import { InvalidInput } from '../../errors.js'
import { exposure } from '../../influence/exposure.js'
import { toldSentence } from '../../influence/told-sentence.js'
import { findLink } from '../../links/find.js'
import { type Link, type LinkRow, showLink } from '../../links/view.js'
import { priorInForce } from '../../scores/prior.js'
import { type AccountInfluence, accountInfluence } from '../../stats/account-influence.js'
import { type Filter, filterNames } from '../../stats/filter.js'
import { type Hit, linkHits } from '../../stats/hits.js'
import { type LinkReport, linkReport } from '../../stats/link-stats.js'
import { type RangeQuery, rangeProblem, type Unit, units } from '../../stats/range.js'
import { type TweetInfluence, tweetInfluence } from '../../stats/tweet-influence.js'
import type { PageContext } from '../context.js'
import { type LinkFigures, linkFigures } from '../live/figures.js'
import type { Shown } from './address.js'
import { type ChosenRange, chooseRange, fineUnit, unitsFor } from './ranges.js'

/** How many hits of each kind are listed. */
const limit = 20

/** What a link's page shows. All but the link and its influence is of the range and the filter. */
export interface TweetView extends LinkReport {
  link: Link
  influence: TweetInfluence
  figures: LinkFigures
  /** What the account's tweets, this one among them, tell of it; null if none counts. */
  told: string | null
  /** Share of the tweet's clicks that are expected to have come; null unless its window is open. */
  come: number | null
  shown: Shown
  latest: Hit[]
  excluded: Hit[]
}

/** The query of the page, and the time zone of its viewer. */
type Asked = { [name in 'range' | 'from' | 'to' | 'unit' | 'timezone']?: string | undefined } & Filter

/** Throws LinkNotFound or LinkGone. */
export async function loadTweet(ctx: PageContext, slug: string, asked: Asked): Promise<TweetView> {
  const row = await findLink(ctx.db, slug)
  const influence = await tweetInfluence(ctx, row)
  const filter = readFilter(asked)
  const [account, come, { range, unit, report }] = await Promise.all([
    row.handle === null ? null : findAccount(ctx.db, row.handle).then(found => accountInfluence(ctx, found)),
    comeSoFar(ctx, influence),
    reportOf(ctx, row, influence.window, asked, filter),
  ])
  const { from, to } = report.stats
  const hits = { span: { from: new Date(from), to: new Date(to) }, filter, limit }
  const ofAllTime = range.preset === 'all' && report.countedFrom === null
  const asList = ofAllTime ? { filter, limit } : hits
  const [latest, excluded] = await Promise.all([
    linkHits(ctx, row.link.id, { kind: 'human', ...asList }),
    linkHits(ctx, row.link.id, { kind: 'excluded', ...asList }),
  ])
  const link = showLink(row, ctx.config)
  const { followerClickers: h, followers: f } = influence
  return {
    ...report,
    link,
    influence,
    figures: linkFigures({ ...link, tweet: link.tweet?.tweetedAt == null ? null : { h, f } }),
    told: account && tellsOf(account),
    come,
    shown: { slug: link.slug, range, unit, filter },
    latest: latest.items,
    excluded: excluded.items,
  }
}

function tellsOf({ handle, tweets, interval }: AccountInfluence): string | null {
  return interval === null ? null : toldSentence(handle, interval, tweets)
}

async function comeSoFar(ctx: PageContext, { tweetedAt, window }: TweetInfluence): Promise<number | null> {
  if (tweetedAt === null || window.to === null || !window.open) return null
  const { halfLifeHours } = await priorInForce(ctx)
  const begin = Date.parse(tweetedAt)
  const age = Math.max(0, ctx.now().getTime() - begin)
  return exposure(age, Date.parse(window.to) - begin, halfLifeHours)
}

/** Longer than any value that a breakdown lists. */
const longest = 600

function readFilter(asked: Filter): Filter {
  return Object.fromEntries(
    filterNames.flatMap(name => {
      const value = asked[name]
      return value && value.length <= longest && !value.includes('\0') ? [[name, value]] : []
    }),
  )
}

/** Ignores an unknown time zone, a unit that does not suit the range, and dates that give none. */
async function reportOf(
  ctx: PageContext,
  { link }: LinkRow,
  window: TweetInfluence['window'],
  asked: Asked,
  filter: Filter,
): Promise<{ range: ChosenRange; unit: Unit | undefined; report: LinkReport }> {
  const now = ctx.now()
  const timezone = rangeProblem('timezone', asked) === null ? asked.timezone : undefined
  const read = (query: RangeQuery) =>
    linkReport(ctx, link, { ...query, timezone }, filter).catch(error => {
      if (error instanceof InvalidInput) return null
      throw error
    })
  const readFinely = async ({ span }: ChosenRange) => {
    const { from, to = now.toISOString() } = span
    if (from !== undefined) return read({ ...span, unit: fineUnit(from, to) })
    // Only the statistics know when the link's life began.
    const found = await read(span)
    const unit = found === null ? undefined : fineUnit(found.stats.from, found.stats.to)
    return unit === undefined || unit === found?.stats.unit ? found : read({ ...span, unit })
  }
  const range = chooseRange(asked, window, now)
  const unit = units.find(known => known === asked.unit)
  const inUnit = unit === undefined ? null : await read({ ...range.span, unit })
  if (unit !== undefined && inUnit !== null && unitsFor(inUnit.stats).includes(unit))
    return { range, unit, report: inUnit }
  const report = await readFinely(range)
  if (report !== null) return { range, unit: undefined, report }
  const all = chooseRange({}, window, now)
  return { range: all, unit: undefined, report: await linkReport(ctx, link, {}, filter) }
}
