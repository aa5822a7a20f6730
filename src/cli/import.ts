import { open } from 'node:fs/promises'
import { type AccountInfluence, type Client, type LinkImport, ProblemError } from '../client/index.js'
import { InvalidImport, mostLineProblems } from '../errors.js'
import { clashChoices } from '../imports/plan.js'
import { apiClient, rowTrouble } from './api-client.js'
import { command, json } from './command.js'
import { CommandFailed } from './errors.js'
import { count, counted } from './figures.js'
import { fileParts } from './file-parts.js'
import { namedAccount } from './handles.js'
import { inputPieces } from './input.js'
import { facts } from './table.js'
import type { Terminal } from './terminal.js'
import { bold, dim, type Text } from './text.js'

/** Rows that are named below the numbers; --json names more. */
const mostNamed = 20
const type = 'application/octet-stream'
/** About as much is sent in one call. */
const partBytes = 512 * 1024
const zipMark = Buffer.from('PK\x03\x04')

export const importFiles = command({
  name: 'import',
  summary: 'Imports links of another shortener, tweets, and what networks report of them',
  arguments: ['FILE…'],
  repeats: true,
  options: {
    'dry-run': { type: 'boolean', help: 'only says what the import would do' },
    'on-clash': {
      type: 'string',
      value: 'CHOICE',
      values: clashChoices,
      help: 'if a name leads elsewhere here: refuse the file, keep ours, or rename the imported one (refuse)',
    },
    account: {
      type: 'string',
      value: '@HANDLE',
      help: 'whose it is, for files that do not say it, such as the overview of X analytics',
    },
    followers: {
      type: 'number',
      value: 'COUNT',
      help: 'how many followers the account has now, if that is not known yet',
    },
    'skip-invalid': { type: 'boolean', help: 'imports the others if some links cannot be made' },
    json,
  },
  details: [
    'What a file is, its content tells: Bitly, Dub, Rebrandly, Shlink, YOURLS, Kutt, Polr, Short.io, TinyURL, Sink,',
    'Chhoto, or a table with slug,url; content or overview of X analytics, an archive of X (the zip file or its',
    'folder), outbox.json of Mastodon, getAuthorFeed pages of Bluesky, or follower counts (handle,date,followers).',
    'Then it tells what the network reports of the account in the last 90 days. Run it again at any time: what is',
    'there stays as it is. Of several files, --account and --followers go to those that need them.',
    'Also what "fivehundred export" writes: accounts first, then links, tweets, followers and clicks.',
    '"-" reads standard input.',
  ],
  async run({ arguments: paths, options, env }, terminal) {
    const {
      'dry-run': dryRun = false,
      'on-clash': onClash = 'refuse',
      'skip-invalid': skipInvalid = false,
    } = options
    const client = apiClient(env)
    const author: Author = {
      ...(options.account !== undefined && { account: namedAccount(options.account, 'import') }),
      ...(options.followers !== undefined && { followers: options.followers }),
    }
    const importPath = async (path: string, given: Author) => {
      const reports: LinkImport[] = []
      const sum = (what: 'rows' | 'made' | 'changed' | 'alreadyThere') =>
        reports.reduce((total, report) => total + report[what], 0)
      const note = (so: string) => terminal.note([`${path}: ${so} …`])
      for await (const { finish, linesBefore = 0, ...part } of partsOf(terminal, path)) {
        if (linesBefore > 0) note(`${count(linesBefore)} lines`)
        requireSame(path, given, part)
        const request = { dryRun, onClash, skipInvalid, ...given, ...part }
        const before = {
          lines: linesBefore,
          rows: sum('rows'),
          stored: dryRun ? 0 : sum('made') + sum('changed') + sum('alreadyThere'),
        }
        reports.push(await importPart(client, request, note).then(...behind(before)))
        if (!dryRun && reports.some(({ rows }) => rows > 0)) await finish?.(client)
      }
      return reports.reduce(together)
    }
    for (const path of paths) {
      const total = await importPath(path, author).catch(error => {
        if (paths.length === 1) throw error
        if (!(error instanceof Unneeded)) throw inFile(path, error)
        // Another file may need them.
        const { names } = error
        terminal.note([`${path}: goes without --${names.join(' and --')}, which it does not need.`])
        const needed = Object.entries(author).filter(([name]) => !names.includes(name))
        return importPath(path, Object.fromEntries(needed)).catch(again => {
          throw inFile(path, again)
        })
      })
      const reported = dryRun ? undefined : await reportedOf(client, total, author)
      if (options.json)
        terminal.printJson({ ...total, ...(reported !== undefined && { reported: reported.report }) })
      else
        terminal.print([
          ...importPage(path, total),
          ...(path === paths.at(-1) ? reportedLines(reported) : []),
        ])
    }
  },
})

interface Author {
  account?: string
  followers?: number
}

/** The file names its account itself, or has none; `names` are the options to leave out. */
class Unneeded extends CommandFailed {
  constructor(
    message: string,
    readonly names: readonly string[],
  ) {
    super(message)
  }
}

/** Of several files, which one it is about. */
function inFile(path: string, error: unknown): unknown {
  if (!(error instanceof CommandFailed)) return error
  const isNamed = error.message.includes(path)
  return new CommandFailed(isNamed ? error.message : `${path}: ${error.message}`, error.details, {
    cause: error,
  })
}

/** An archive names its account itself. */
function requireSame(path: string, { account: given, followers }: Author, { account }: Part): void {
  if (given === undefined || account === undefined || given.toLowerCase() === account.toLowerCase()) return
  const names = followers === undefined ? ['account'] : ['account', 'followers']
  const told = `${path} is the archive of ${account}, not of ${given}`
  throw new Unneeded(`${told}: leave out --${names.join(' and --')}.`, names)
}

async function importPart(
  client: Client,
  request: Parameters<Client['importLinks']>[0],
  note: (progress: string) => void,
): Promise<LinkImport> {
  const first = await client.importLinks(request).catch(error => Promise.reject(inOptions(error)))
  let { made, attached, alreadyThere, left } = first
  while (left > 0) {
    const done = first.what === 'links' ? made : attached
    note(`${count(done)} of ${counted(done + left, 'link')}`)
    const next = await client.importLinks(request).catch(error => {
      throw partly(inOptions(error), counted(done, 'link'))
    })
    // Its tweets were all stored by the first call. A later one finds the links of those before it.
    if (first.what === 'links') {
      alreadyThere = next.alreadyThere - made
      made += next.made
    }
    attached += next.attached
    left = next.left
  }
  // A service of an older version does not tell the accounts.
  return { ...first, made, attached, alreadyThere, left, accounts: first.accounts ?? [] }
}

/** The places in a part are those of the file, in its report and in a refusal. */
function behind({ lines, rows, stored }: { lines: number; rows: number; stored: number }) {
  return [
    (report: LinkImport): LinkImport => ({
      ...report,
      errors: report.errors.map(error => ({ ...error, line: error.line + lines })),
    }),
    (error: unknown): never => {
      if (!(error instanceof CommandFailed) || rows === 0) throw error
      const details = error.details.map(detail =>
        detail
          .replace(/^line (\d+)/, (_, line) => `line ${Number(line) + lines}`)
          .replace(/^((?:line \d+, )?entry) (\d+)/, (_, word, entry) => `${word} ${Number(entry) + rows}`),
      )
      const whole = new CommandFailed(error.message, details, { cause: error })
      throw stored === 0 ? whole : partly(whole, counted(stored, 'row'))
    },
  ] as const
}

/** A refusal is about one call; where a file takes several, the earlier ones have stored theirs. */
function partly(error: unknown, stored: string): unknown {
  if (!(error instanceof CommandFailed)) return error
  const why = error.message.replace(/^Nothing (?:more )?was imported[^:]*:/, 'The rest was not imported:')
  const message = `${why} Before that, ${stored} were imported, and stay. Import the whole file again afterwards.`
  return new CommandFailed(message, error.details, { cause: error })
}

function reworded(text: string): string {
  return text
    .replaceAll('skipInvalid=true', '--skip-invalid')
    .replaceAll('onClash=', '--on-clash ')
    .replace(/\b(account|followers)=(?=[@\w])/g, '--$1 ')
    .replace(/\b(account|followers)=/g, '--$1')
}

/** What a refusal says in addition to what every problem says. */
interface Refusal {
  unneeded?: string[]
}

/** The service names its parameters; here they are options. */
function inOptions(error: unknown): unknown {
  if (!(error instanceof CommandFailed)) return error
  const message = reworded(error.message)
  const { unneeded } = (error.cause instanceof ProblemError ? error.cause.problem : {}) as Refusal
  if (unneeded !== undefined) return new Unneeded(message, unneeded)
  return new CommandFailed(message, error.details.map(reworded), { cause: error })
}

/** What goes into one call. */
interface Part {
  body: Blob
  account?: string
  /** Of the file; none, if left out. */
  linesBefore?: number
  /** What is left to do when everything is stored. */
  finish?: (client: Client) => Promise<unknown>
}

/** An archive of X, and hits that were exported, are sent in parts, as they can be of any size. */
async function* partsOf(terminal: Terminal, path: string): AsyncGenerator<Part> {
  if (await isArchive(path)) {
    yield* partsOfArchive(path)
    return
  }
  for await (const { bytes, linesBefore } of fileParts(inputPieces(terminal, path), path)) {
    yield { body: new Blob([bytes as BlobPart], { type }), linesBefore }
  }
}

async function* partsOfArchive(path: string): AsyncGenerator<Part> {
  const { openArchive } = await import('../imports/x-archive.js')
  try {
    const { username, generatedAt, followers, tweets, close } = await openArchive(path)
    const part = (entries: Uint8Array[]) => {
      const list = entries.flatMap(entry => [entry, ',']).slice(0, -1)
      const body = new Blob(['window.YTD.tweets.part0 = [', ...list, ']'] as BlobPart[], { type })
      return { body, account: `@${username}` }
    }
    try {
      let entries: Uint8Array[] = []
      let bytes = 0
      for await (const entry of tweets()) {
        entries.push(entry.bytes)
        bytes += entry.bytes.length
        if (bytes < partBytes) continue
        yield part(entries)
        entries = []
        bytes = 0
      }
      const finish = (client: Client) =>
        client.createFollowerCount({
          handle: `@${username}`,
          body: { followers: followers ?? 0, countedAt: generatedAt?.toISOString() ?? '', source: 'archive' },
        })
      yield { ...part(entries), ...(followers !== null && generatedAt !== null && { finish }) }
    } finally {
      close()
    }
  } catch (error) {
    throw error instanceof InvalidImport ? new CommandFailed(error.message) : error
  }
}

/** The zip file of an archive, or the folder it was unpacked into. */
async function isArchive(path: string): Promise<boolean> {
  const file = path === '-' ? null : await open(path).catch(() => null)
  if (file === null) return false
  try {
    if ((await file.stat()).isDirectory()) return true
    const { buffer } = await file.read(Buffer.alloc(zipMark.length), 0, zipMark.length, 0)
    return buffer.equals(zipMark)
  } finally {
    await file.close()
  }
}

function together(one: LinkImport, other: LinkImport): LinkImport {
  const later = other.errors.map(row => (row.entry ? { ...row, entry: one.rows + row.entry } : row))
  return {
    ...one,
    rows: one.rows + other.rows,
    made: one.made + other.made,
    changed: one.changed + other.changed,
    attached: one.attached + other.attached,
    alreadyThere: one.alreadyThere + other.alreadyThere,
    errors: [...one.errors, ...later].slice(0, mostLineProblems),
    errorTotal: one.errorTotal + other.errorTotal,
    refused: one.refused ?? other.refused,
    accounts: [...new Set([...one.accounts, ...other.accounts])],
  }
}

function importPage(path: string, report: LinkImport): Text[] {
  const {
    what,
    source,
    dryRun,
    rows,
    made,
    changed,
    attached,
    alreadyThere,
    clashes,
    clashTotal,
    errors,
    errorTotal,
    refused,
  } = report
  const troubles = [
    ...errors.map(rowTrouble),
    ...clashes.map(
      clash => `${rowTrouble(clash)}${clash.becomes === null ? '' : `, becomes ${clash.becomes}`}`,
    ),
  ]
  const more = errorTotal + clashTotal - Math.min(troubles.length, mostNamed)
  return [
    bold(`${path}: ${counted(rows, 'row')} of ${source}${dryRun ? '; the import would do this:' : '.'}`),
    ...facts([
      [dryRun ? 'would be made' : 'made', count(made)],
      ['already there', count(alreadyThere)],
      ...(what === 'links'
        ? ([
            ...(changed > 0 ? [['newer counts', count(changed)]] : []),
            ['clashes of names', count(clashTotal)],
          ] as [string, Text][])
        : what === 'tweets'
          ? ([
              ['newer numbers', count(changed)],
              ['links attached', count(attached)],
            ] as [string, Text][])
          : what === 'clicks'
            ? []
            : ([[what === 'accounts' ? 'completed' : 'corrected', count(changed)]] as [string, Text][])),
      ['cannot be made', count(errorTotal)],
    ]),
    ...troubles.slice(0, mostNamed).map(trouble => `  ${trouble}`),
    ...(more > 0 ? [`  and ${count(more)} more`] : []),
    // A service of an older version does not tell it.
    ...(refused ? [reworded(refused)] : []),
  ]
}

/**
 * What the network reports of the account of a file, where it is of one; undefined for any other
 * file.
 */
async function reportedOf(
  client: Client,
  { what, accounts }: LinkImport,
  given: { account?: string },
): Promise<Reported | undefined> {
  const [only, other] = accounts
  const handle = other === undefined ? (only ?? given.account) : given.account
  if ((what !== 'tweets' && what !== 'followers') || handle === undefined) return undefined
  const { reported = null } = await client.getAccountInfluence({ handle, window: '90d', include: 'reported' })
  // Follower counts alone are no reason to expect any.
  return reported === null && what === 'followers' ? undefined : { handle, report: reported }
}

type Reported = { handle: string; report: NonNullable<AccountInfluence['reported']> | null }

function reportedLines(reported: Reported | undefined): Text[] {
  if (reported === undefined) return []
  const { handle, report } = reported
  const asked = `fivehundred influence ${handle} --include reported`
  if (report === null) {
    return [
      '',
      `The network reports no link clicks of ${handle} in the last 90 days; of all tweets: ${asked}`,
    ]
  }
  const lines: Text[] = [
    '',
    bold(`${handle}, the last 90 days as the network reports them:`),
    report.sentence,
  ]
  if (report.ratio === null) {
    lines.push(`How many followers there were is not known: import again with --followers COUNT.`)
  }
  return [...lines, dim(`By month: ${asked}`)]
}
