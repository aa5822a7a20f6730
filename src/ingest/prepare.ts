import { loadMastodonServers } from '../accounts/mastodon-servers.js'
import type { Database, Queryable } from '../db/connect.js'
import type { HitRecord } from '../journal/record.js'
import { type Links, loadLinks, loadPurged } from './links.js'
import { isStorableTime, type Partitions } from './partitions.js'
import type { Refused } from './refused.js'
import { type Gathered, Gathering } from './rollups/gather.js'
import { HitRows, inKeyOrder } from './rollups/hits.js'
import { type VisitorKeys, visitorKeys } from './rollups/visitors.js'
import { inSlices } from './slices.js'
import { classify, type JudgedHit } from './steps/classify.js'

/** Judged records. */
export interface Judged {
  /** Each once, in key order. */
  hits: JudgedHit[]
  links: Links
  /** Those without a known link or a valid time. */
  refused: Refused[]
}

/** Hits ready to be copied, once. The objects they were made from are not kept, to save memory. */
export interface Ready {
  hits: number
  linkIds: number[]
  /** The hits as COPY takes them. */
  rows: Buffer
  /** What they change if none of them was stored before. */
  gathered: Gathered
  /** Keys of the firsts, as the query needs them. */
  keys: VisitorKeys
}

/** A batch on its way. */
export interface Prepared extends Ready, Pick<Judged, 'refused'> {
  /** Number of records, including duplicates. */
  records: number
}

/**
 * Judges records and makes sure that their months have a partition. Changes nothing else, so it may
 * run while another batch is being stored. Throws database errors.
 */
export async function prepare(db: Database, partitions: Partitions, records: HitRecord[]): Promise<Prepared> {
  const { hits, links, refused } = await judge(db, partitions, records)
  return { ...(await makeReady(hits, links)), records: records.length, refused }
}

export async function judge(
  db: Queryable,
  partitions: Pick<Partitions, 'ensure'>,
  records: HitRecord[],
): Promise<Judged> {
  const linkIds = [...new Set(records.map(record => record.linkId))]
  const [links, servers] = await Promise.all([loadLinks(db, linkIds), loadMastodonServers(db)])
  const missing = linkIds.filter(linkId => !links.has(linkId))
  const purged = await loadPurged(db, missing)
  const judged: JudgedHit[] = []
  const refused: Refused[] = []
  await inSlices(records, record => {
    const link = links.get(record.linkId)
    if (link === undefined || (record.linkIdentity ?? link.identity) !== link.identity) {
      const identity = purged.get(record.linkId)
      const isPurged = identity !== undefined && (record.linkIdentity ?? identity) === identity
      refused.push({ record, why: isPurged ? 'purged' : 'link' })
    } else if (!isStorableTime(record.at)) {
      refused.push({ record, why: 'time' })
    } else {
      judged.push(classify(record, link.tweetedAt, servers))
    }
  })
  await partitions.ensure(judged.map(({ at }) => at))
  return { hits: inKeyOrder(judged), links, refused }
}

/** Hits in key order. */
export async function makeReady(hits: JudgedHit[], links: Links): Promise<Ready> {
  const rows = new HitRows(hits.length)
  const gathering = new Gathering(links)
  await inSlices(hits, hit => {
    rows.add(hit)
    gathering.add(hit)
  })
  const gathered = gathering.finish()
  return {
    hits: hits.length,
    linkIds: [...links.keys()],
    rows: rows.finish(),
    gathered,
    keys: visitorKeys(gathered.firsts),
  }
}
