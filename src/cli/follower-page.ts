import type { Snapshot } from '../accounts/followers.js'
import type { ImportReport } from '../accounts/import-history.js'
import { bar } from './bars.js'
import { count, counted, minute } from './figures.js'
import { facts, table } from './table.js'
import { bold, type Text } from './text.js'

/** "@me has 500 followers, counted 2026-01-31 12:00 UTC by x." */
export function snapshotLine(handle: string, { followers, countedAt, source }: Snapshot): Text {
  return `${handle} has ${counted(followers, 'follower')}, counted ${minute(countedAt)} UTC (${source}).`
}

/** Snapshots with bars that are as long as the counts are large. */
export function followerPage(snapshots: Snapshot[]): Text[] {
  if (snapshots.length === 0) return []
  const most = Math.max(...snapshots.map(({ followers }) => followers))
  const rows = snapshots.map(({ countedAt, followers, source }) => [
    minute(countedAt),
    count(followers),
    source,
    bar(followers, most, 24),
  ])
  return table(['counted (UTC)', 'followers', 'source', ''], rows, { right: [1] })
}

export function importPage({ dryRun, accounts, snapshots, tweetsCorrected }: ImportReport): Text[] {
  return [
    bold(dryRun ? 'Nothing is stored yet; the import would do this:' : 'The history is stored.'),
    ...facts([
      ['accounts', `${count(accounts.new)} new, ${count(accounts.known)} known`],
      [
        'follower counts',
        `${count(snapshots.new)} new, ${count(snapshots.changed)} changed, ${count(snapshots.unchanged)} unchanged`,
      ],
      ['tweets corrected', count(tweetsCorrected)],
    ]),
  ]
}
