import type { Context } from '../context.js'
import { InvalidImport } from '../errors.js'
import { createPartitions } from '../ingest/partitions.js'
import { findStored, inKeyOrder } from '../ingest/rollups/hits.js'
import type { JudgedHit } from '../ingest/steps/classify.js'
import { storeHits } from '../ingest/store.js'
import { countSince } from '../links/counted-since.js'
import { type LinkIdentity, linkIdentities } from '../links/identities.js'
import { slices } from '../typed/slices.js'
import type { Found } from './each-row.js'
import { ownRows } from './own-file.js'
import { type FoundHit, readHit } from './own-hits.js'
import { type FileChoices, type LinkImportReport, named, requireChoices } from './report.js'

/** Hits in one transaction. Others who count the same links wait for it. */
const hitsAtOnce = 5_000

/**
 * Counts the hits of our own export as ingest counts hits: each once, by its id. They keep their
 * verdicts and visitors. Throws InvalidEncoding, or InvalidImport if there are bad rows that the
 * choices do not allow: then nothing is stored.
 */
export async function importHits(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  file: Uint8Array,
  { dryRun, skipInvalid, words }: Pick<FileChoices, 'dryRun' | 'skipInvalid' | 'words'>,
): Promise<LinkImportReport> {
  const { rows, hits: found, problems } = await readHits(file, ctx.now())
  const links = await linkIdentities(ctx, [...new Set(found.map(({ slug }) => slug))])
  const hits: JudgedHit[] = []
  /** Of the links whose hits are all good. */
  const since = new Map<number, Date | null>()
  for (const { line, slug, linkCreatedAt, countedSince, ...hit } of found) {
    const link = links.get(slug)
    const problem = linkProblem(link, linkCreatedAt)
    if (link === undefined || problem !== null)
      problems.push({ line, slug, field: 'slug', message: problem ?? '' })
    else {
      hits.push({ ...hit, linkId: link.id })
      since.set(link.id, countedSince)
    }
  }
  const refused = requireChoices('clicks', [], problems, { dryRun, onClash: 'refuse', skipInvalid, words })
  const stored = { inserted: 0, duplicates: 0 }
  const partitions = createPartitions(ctx.db)
  const sorted = inKeyOrder(hits)
  for (const some of slices(sorted, hitsAtOnce)) {
    if (dryRun) {
      const { size } = await findStored(ctx.db, some)
      stored.inserted += some.length - size
    } else {
      await partitions.ensure(some.map(({ at }) => at))
      for (const { item } of await storeHits(ctx.db, some, stored)) {
        const { line = 0, slug = null } = found.find(({ id }) => id === item.id) ?? {}
        problems.push({ line, slug, field: null, message: 'was refused by the database' })
      }
    }
  }
  if (!dryRun) {
    for (const { slug } of problems) since.delete(links.get(slug ?? '')?.id ?? 0)
    await countSince(ctx, since)
  }
  return {
    ...{
      what: 'clicks',
      source: 'Fivehundred',
      rows,
      dryRun,
      made: stored.inserted,
      changed: 0,
      attached: 0,
    },
    ...{ alreadyThere: hits.length - stored.inserted, left: 0, accounts: [] },
    refused,
    ...named([], problems),
  }
}

async function readHits(file: Uint8Array, now: Date) {
  const read: Found & { hits: FoundHit[] } = { rows: 0, problems: [], hits: [] }
  for await (const { line, values } of ownRows(file, 'clicks', read)) {
    if (!needed.every(column => values.has(column))) throw new InvalidImport(elsewhere)
    const hit = readHit(values, line, now)
    if (Array.isArray(hit)) read.problems.push(...hit)
    else read.hits.push(hit)
  }
  return read
}

/** Columns that only the export of all hits has. */
const needed = ['slug', 'hints', 'linkcreatedat', 'countedsince']
const elsewhere =
  'These hits do not say of which link they are, or not all of what they were judged by: export all hits again, with ' +
  'fivehundred export clicks or on the settings page of the newest version.'

function linkProblem(link: LinkIdentity | undefined, createdAt: Date): string | null {
  if (link === undefined) return 'is no link here: import the links first'
  if (link.createdAt.getTime() === createdAt.getTime()) return null
  const [here, there] = [link.createdAt, createdAt].map(time => time.toISOString())
  return `is another link here: it was made at ${here}, the one of the hit at ${there}`
}
