import type { FollowerCount, FollowerImport } from '../client/index.js'
import { typedTime } from '../typed/time.js'
import { typedWholeNumber, wholeNumberWanted } from '../typed/whole-number.js'
import { apiClient } from './api-client.js'
import { bar } from './bars.js'
import { command, json } from './command.js'
import { deleted, sure, yes } from './confirm.js'
import { UsageError } from './errors.js'
import { count, counted, minute } from './figures.js'
import { namedAccount } from './handles.js'
import { readInput } from './input.js'
import { moreNote, paging } from './paging.js'
import { facts, table } from './table.js'
import { bold, type Text } from './text.js'

const followersSet = command({
  name: 'followers set',
  summary: 'Stores a follower count',
  arguments: ['@HANDLE', 'N'],
  options: {
    at: {
      type: 'string',
      value: 'DATE',
      help: 'when it was counted, 2026-01-31 or a time with its zone (now)',
    },
    json,
  },
  async run({ arguments: [name = '', number = ''], options: { at, json }, env }, terminal) {
    const handle = namedAccount(name, 'followers set')
    const followers = typedWholeNumber(number)
    if (followers === null) {
      throw new UsageError(`N ${wholeNumberWanted}, not "${number}".`, 'followers set')
    }
    const body = { followers, ...(at !== undefined && { countedAt: typedTime(at) }) }
    const stored = await apiClient(env).createFollowerCount({ handle, body })
    return json ? terminal.printJson(stored) : terminal.print([snapshotLine(handle, stored)])
  },
})

const followersImport = command({
  name: 'followers import',
  summary: 'Imports follower counts from CSV, all or nothing',
  arguments: ['FILE'],
  options: {
    'dry-run': { type: 'boolean', help: 'only says what the import would do' },
    json,
  },
  details: ['FILE has lines of handle,date,followers: @me,2026-01-31,500', '"-" reads standard input.'],
  async run({ arguments: [path = ''], options: { 'dry-run': dryRun = false, json }, env }, terminal) {
    const client = apiClient(env)
    const file = await readInput(terminal, path, 'text/csv')
    const report = await client.importFollowers({ dryRun, body: file })
    return json ? terminal.printJson(report) : terminal.print(importPage(report))
  },
})

const followersRefresh = command({
  name: 'followers refresh',
  summary: 'Asks the network for the follower count',
  arguments: ['@HANDLE'],
  options: { json },
  async run({ arguments: [name = ''], options: { json }, env }, terminal) {
    const handle = namedAccount(name, 'followers refresh')
    const stored = await apiClient(env).refreshFollowers({ handle })
    return json ? terminal.printJson(stored) : terminal.print([snapshotLine(handle, stored)])
  },
})

const followersList = command({
  name: 'followers list',
  summary: 'Lists follower counts, newest first',
  arguments: ['@HANDLE'],
  options: {
    ...paging,
    json,
  },
  async run({ arguments: [name = ''], options: { json, ...query }, env }, terminal) {
    const handle = namedAccount(name, 'followers list')
    const page = await apiClient(env).listFollowerCounts({ handle, ...query })
    if (json) return terminal.printJson(page)
    terminal.print(followerPage(page.data))
    if (page.data.length === 0) terminal.note([`No follower count of ${handle} is stored.`])
    terminal.note(moreNote(page.nextCursor))
  },
})

const followersDelete = command({
  name: 'followers delete',
  summary: 'Deletes a follower count',
  arguments: ['@HANDLE', 'TIME'],
  options: { yes, json: deleted },
  details: ['TIME is when it was counted, as "followers list --json" shows it.'],
  async run({ arguments: [name = '', time = ''], options: { yes, json }, env }, terminal) {
    const api = apiClient(env)
    const which = { handle: namedAccount(name, 'followers delete'), countedAt: typedTime(time) }
    const found = await api.getFollowerCount(which)
    const { followers, countedAt } = found
    const what = `${counted(followers, 'follower')} of ${which.handle}, counted ${minute(countedAt)} UTC`
    await sure(terminal, yes, `Delete the count of ${what}?`)
    await api.deleteFollowerCount(which)
    return json ? terminal.printJson(found) : terminal.print([`The count of ${what}, is deleted.`])
  },
})

/** "@me has 500 followers, counted 2026-01-31 12:00 UTC by x." */
function snapshotLine(handle: string, { followers, countedAt, source }: FollowerCount): Text {
  return `${handle} has ${counted(followers, 'follower')}, counted ${minute(countedAt)} UTC (${source}).`
}

/** Snapshots with bars in proportion to the counts. */
function followerPage(snapshots: FollowerCount[]): Text[] {
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

function importPage({ dryRun, accounts, snapshots, tweetsCorrected }: FollowerImport): Text[] {
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

/** In the order of the help. */
export const followerCommands = [
  followersSet,
  followersImport,
  followersRefresh,
  followersList,
  followersDelete,
]
