import type { Link } from '../client/index.js'
import { whyGone } from '../links/why-gone.js'
import { count, counted, minute } from './figures.js'
import { facts } from './table.js'
import { bold, cyan, dim, type Text } from './text.js'

/** A link as readable text, the short link first. */
export function linkFacts(link: Link, now = new Date()): Text[] {
  const { tweet, importedClicks, importedFrom } = link
  const rows: [string, Text][] = [
    ['title', link.title ?? 'none'],
    ['tags', link.tags.join(', ') || 'none'],
    ['account', link.account ?? 'none'],
    ...(link.notes ? [['notes', link.notes.replace(/\s+/g, ' ')] as [string, Text]] : []),
    ...(tweet?.text ? [['text', tweet.text.replace(/\s+/g, ' ')] as [string, Text]] : []),
    ['tweeted', tweetedAt(link)],
    [
      'clicks',
      `${count(link.clicks)} by ${count(link.clickers)} clickers; ${count(link.excluded)} filtered out`,
    ],
    ...(importedClicks === null
      ? []
      : [['counted before', `${count(importedClicks)} by ${importedFrom ?? 'unknown'}`] as [string, Text]]),
    ['made', `${minute(link.createdAt)} UTC`],
    ['expires', link.expiresAt === null ? 'never' : `${minute(link.expiresAt)} UTC`],
    ...(link.maxClicks === null ? [] : [['ends after', counted(link.maxClicks, 'click')] as [string, Text]]),
    ...(link.externalId === null ? [] : [['your id', link.externalId] as [string, Text]]),
    ['redirects', redirects(link, now)],
    ['public', link.public ? 'yes' : 'no'],
  ]
  return [[bold(cyan(link.shortUrl)), dim(' → '), link.url], ...facts(rows)]
}

function redirects({ deletedAt, enabled, expiresAt, maxClicks, clicks }: Link, now: Date): string {
  const day = (time: string | null) => (time === null ? null : new Date(time))
  const clicksLeft = maxClicks === null ? null : maxClicks - clicks
  const why = whyGone({ deletedAt: day(deletedAt), enabled, expiresAt: day(expiresAt), clicksLeft }, now)
  return why === null ? 'yes' : `no, it is ${why.replace('-', ' ')}`
}

function tweetedAt({ tweet }: Link): string {
  if (tweet === null || tweet.tweetedAt === null) return 'not yet'
  return `${minute(tweet.tweetedAt)} UTC${tweet.url === null ? '' : `, ${tweet.url}`}`
}
