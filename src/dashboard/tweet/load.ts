import { findAccountById } from '../../accounts/find.js'
import type { Context } from '../../context.js'
import { InvalidInput } from '../../errors.js'
import { exposure } from '../../influence/exposure.js'
import { toldSentence } from '../../influence/told-sentence.js'
import { findEvenDeleted } from '../../links/find.js'
import { type TargetChange, targetChanges } from '../../links/targets.js'
import { type Link, type LinkRow, showLink } from '../../links/view.js'
import { priorInForce } from '../../scores/prior.js'
import { type AccountInfluence, accountInfluence } from '../../stats/account-influence.js'
import { type Filter, filterNames, longestValue } from '../../stats/filter.js'
import { type Hit, linkHits } from '../../stats/hits.js'
import { type LinkReport, linkReport } from '../../stats/link-stats.js'
import { rangeProblem } from '../../stats/range.js'
import { type TweetInfluence, tweetInfluence } from '../../stats/tweet-influence.js'
import type { PageContext } from '../context.js'
import { type LinkFigures, linkFigures } from '../live/figures.js'
import type { Shown } from './address.js'
import { type ChosenRange, chartUnit, chooseRange } from './ranges.js'

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
  /** The latest changes of its target, and whether there are more. */
  targets: { latest: TargetChange[]; more: boolean }
}

/** The query of the page, and the time zone of its viewer. */
type Asked = { [name in 'range' | 'from' | 'to' | 'unit' | 'timezone']?: string | undefined } & Filter

/** Throws LinkNotFound. */
export async function loadTweet(
  ctx: PageContext & Pick<Context, 'access'>,
  slug: string,
  asked: Asked,
): Promise<TweetView> {
  const row = await findEvenDeleted(ctx, slug)
  const influence = await tweetInfluence(ctx, row)
  const filter = readFilter(asked)
  const [account, come, { range, report }] = await Promise.all([
    findAccountById(ctx, row.tweet?.accountId ?? null).then(found => found && accountInfluence(ctx, found)),
    comeSoFar(ctx, influence),
    reportOf(ctx, row, influence.window, asked, filter),
  ])
  const { from, to, unit, countedFrom } = report.stats
  const hits = { span: { from: new Date(from), to: new Date(to) }, filter, limit }
  const ofAllTime = range.preset === 'all' && countedFrom === null
  const asList = ofAllTime ? { filter, limit } : hits
  const [latest, excluded, targets] = await Promise.all([
    // Nothing that was filtered out is a click.
    filter.reason === undefined ? linkHits(ctx, row.link.id, { kind: 'human', ...asList }) : null,
    linkHits(ctx, row.link.id, { kind: 'excluded', ...asList }),
    targetChanges(ctx, row.link.id, { limit }),
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
    shown: { slug: link.slug, range, unit: unit === asked.unit ? unit : undefined, filter },
    latest: latest?.items ?? [],
    excluded: excluded.items,
    targets: { latest: targets.items, more: targets.next !== null },
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

function readFilter(asked: Filter): Filter {
  return Object.fromEntries(
    filterNames.flatMap(name => {
      const value = asked[name]
      return value && value.length <= longestValue && !value.includes('\0') ? [[name, value]] : []
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
): Promise<{ range: ChosenRange; report: LinkReport }> {
  const timezone = rangeProblem('timezone', asked) === null ? asked.timezone : undefined
  const read = async (range: ChosenRange) => {
    const query = { ...range.span, timezone, ...filter }
    return { range, report: await linkReport(ctx, link, query, chartUnit(asked.unit)) }
  }
  const now = ctx.now()
  return read(chooseRange(asked, window, now)).catch(error => {
    if (error instanceof InvalidInput) return read(chooseRange({}, window, now))
    throw error
  })
}
