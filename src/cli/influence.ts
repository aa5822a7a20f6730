import type { LinkInfluence } from '../client/index.js'
import { factorsSentence } from '../influence/factors-sentence.js'
import { whoseXForIphone } from '../influence/x-for-iphone.js'
import { accountPage } from './account-page.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { UsageError } from './errors.js'
import { count, minute, percent, ratioWithInterval, significant } from './figures.js'
import { namedAccount } from './handles.js'
import { facts, table } from './table.js'
import { isHandle, readSlug } from './target.js'
import { bold, dim, type Text } from './text.js'

export const influence = command({
  name: 'influence',
  summary: "Shows a tweet's or an account's real influence",
  arguments: ['SLUG|@HANDLE'],
  options: {
    window: {
      type: 'string',
      value: 'DAYS',
      help: 'for accounts: only the tweets of the last days, such as 90d (all)',
    },
    include: {
      type: 'string',
      value: 'WHAT',
      values: ['reported'] as const,
      help: 'for accounts: reported adds what the network itself reports of the tweets',
    },
    json,
  },
  details: ['SLUG may be the whole short link. One that begins with "-" comes after "--": influence -- -abc'],
  async run({ arguments: [argument = ''], options: { include, json, window }, env }, terminal) {
    if (isHandle(argument)) {
      const handle = namedAccount(argument, 'influence')
      const report = await apiClient(env).getAccountInfluence({
        handle,
        ...(window !== undefined && { window }),
        ...(include !== undefined && { include }),
      })
      return json ? terminal.printJson(report) : terminal.print(accountPage(report, env))
    }
    const slug = readSlug(argument, 'influence')
    if (window !== undefined) throw new UsageError('--window is for accounts: write @HANDLE.', 'influence')
    if (include !== undefined) throw new UsageError('--include is for accounts: write @HANDLE.', 'influence')
    const report = await apiClient(env).getLinkInfluence({ slug })
    return json ? terminal.printJson(report) : terminal.print(tweetPage(report))
  },
})

/** A service of an older version does not tell about the clicks from X. */
type ThroughX = Pick<LinkInfluence, 'postings' | 'otherPostings' | 'xForIphone'>
type Report = Omit<LinkInfluence, keyof ThroughX> & Partial<ThroughX>

/** A tweet's influence as readable text, the sentence first. */
function tweetPage(report: Report): Text[] {
  const { window, followers, followersCountedAt, clicksPerFollower } = report
  const countedAt = followersCountedAt === null ? '' : `, counted ${minute(followersCountedAt)} UTC`
  const seen = factorsSentence({ h: report.followerClickers, f: followers }, report.impressions ?? null)
  return [
    bold(report.sentence),
    ...(seen === null ? [] : [seen]),
    '',
    ...facts([
      ['influence', bold(ratioWithInterval(report.influence, report.interval))],
      ['follower clickers', count(report.followerClickers)],
      ['followers', `${count(followers)}${countedAt}`],
      ['spillover', `${count(report.spillover)} from elsewhere or through another tweet (a quote, a reply)`],
      ['clickers', count(report.clickers)],
      ['clicks', count(report.clicks)],
      ['clicks per follower', clicksPerFollower === null ? 'unknown' : significant(clicksPerFollower)],
      ...(report.reportedClicks == null
        ? []
        : [['reported clicks', count(report.reportedClicks)] as [string, Text]]),
      ['account', report.account ?? 'none'],
      ['tweeted', report.tweetedAt === null ? 'not yet' : `${minute(report.tweetedAt)} UTC`],
      ...(report.state === 'draft' ? [] : [['counted until', windowEnd(window)] as [string, Text]]),
    ]),
    ...throughPostings(report),
    ...throughXForIphone(report.xForIphone),
  ]
}

/** Rows of the table; the API tells more. */
const mostPostings = 10

function throughPostings({ postings = [], otherPostings }: Partial<ThroughX>): Text[] {
  if (postings.length === 0) return []
  const rows = postings
    .slice(0, mostPostings)
    .map(({ code, clicks, clickers, share, own }) => [
      count(clicks),
      count(clickers),
      percent(share),
      own === null ? 'unknown' : own ? 'this tweet' : 'another',
      `https://t.co/${code}`,
    ])
  const more = postings.length - rows.length + (otherPostings?.postings ?? 0)
  return [
    '',
    bold('Through which tweet on X'),
    ...table(['clicks', 'clickers', 'share', 'whose', ''], rows, { right: [0, 1, 2] }),
    ...(more > 0 ? [dim(`and ${count(more)} more`)] : []),
  ]
}

function throughXForIphone(xForIphone: ThroughX['xForIphone'] = null): Text[] {
  if (xForIphone === null || xForIphone.clickers === 0) return []
  const { clickers, influenceWithout, intervalWithout, why } = xForIphone
  return [
    '',
    bold('Through X for iPhone'),
    ...facts([
      ['clickers', count(clickers)],
      ['influence without', ratioWithInterval(influenceWithout, intervalWithout)],
    ]),
    dim(whoseXForIphone),
    dim(why),
  ]
}

function windowEnd({ to, open }: LinkInfluence['window']): string {
  if (to === null) return 'now'
  return `${minute(to)} UTC${open ? ', still open' : ''}`
}
