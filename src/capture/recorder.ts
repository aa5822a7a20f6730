import type { IncomingMessage } from 'node:http'
import type { Context } from '../context.js'
import type { CachedLink } from '../links/load.js'
import { openCountries } from './country.js'
import { openDataCentres } from './data-centre.js'
import { type AddressTables, recordHit } from './hit.js'
import { originOf, type Trust } from './origin.js'
import { startRescue } from './rescue.js'

/**
 * Records a request for a link. Resolves when that is safe: what neither disk nor database takes is
 * counted as lost, and delays a visitor by a second at most. Rejects only by a fault of our own.
 */
export type RecordHit = (request: IncomingMessage, link: CachedLink, at: Date) => Promise<void>

/** Once in a process, because they are large, and several applications may be built in one. */
let loading: Promise<AddressTables> | undefined

async function loadTables(): Promise<AddressTables> {
  return { findCountry: await openCountries(), inDataCentre: await openDataCentres() }
}

export async function openRecorder(
  {
    journal,
    ingest,
    losses,
  }: Pick<Context, 'journal' | 'losses'> & { ingest: Pick<Context['ingest'], 'rescue'> },
  trust: Trust,
): Promise<RecordHit> {
  loading ??= loadTables()
  const tables = await loading
  const rescue = startRescue(ingest, losses)
  return (request, link, at) => {
    const record = recordHit(request, originOf(request, trust), link, at, tables)
    return journal.append(record).catch(() => rescue(record))
  }
}
