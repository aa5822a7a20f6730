import type { Context } from '../context.js'
import type { CachedLink } from '../links/load.js'
import { type FindFacts, openAddressFacts } from './address-facts.js'
import { recordHit } from './hit.js'
import { originOf, type Trust } from './origin.js'
import type { PlainRequest } from './plain-request.js'
import { startRescue } from './rescue.js'

/**
 * Records a request for a link. Resolves when that is safe: what neither disk nor database takes is
 * counted as lost, and delays a visitor by a second at most. Rejects only by a fault of our own.
 */
export type RecordHit = (request: PlainRequest, link: CachedLink, at: Date) => Promise<void>

/** Once in a process, because the table is large, and several applications may be built in one. */
let loading: Promise<FindFacts> | undefined

export async function openRecorder(
  {
    journal,
    ingest,
    losses,
  }: Pick<Context, 'journal' | 'losses'> & { ingest: Pick<Context['ingest'], 'rescue'> },
  trust: Trust,
): Promise<RecordHit> {
  loading ??= openAddressFacts()
  const findFacts = await loading
  const rescue = startRescue(ingest, losses)
  return (request, link, at) => {
    const record = recordHit(request, originOf(request, trust), link, at, findFacts)
    return journal.append(record).catch(() => rescue(record))
  }
}
