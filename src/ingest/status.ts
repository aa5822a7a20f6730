/** The state of ingest from the journal into the database. */
export interface IngestStatus {
  /**
   * retrying: the database does not take the hits, which wait in the journal. rereading: journal
   * and database did not match, and hits that the database may lack are read again. restarting: the
   * worker thread died.
   */
  state: 'starting' | 'running' | 'rereading' | 'retrying' | 'restarting' | 'stopped'
  /** Journal bytes that are not in the database, at the last check. */
  bytesBehind: number
  /** Age of the oldest hit that is not in the database; 0 when none waits. */
  lagSeconds: number
  /** Records stored in the database since the start. */
  ingested: number
  /** Records that were already in the database. */
  duplicates: number
  /** Journal lines that could not be read; kept in the journal's folder `corrupt`. */
  corrupt: number
  /** Records that the database refused; kept in the journal's folder `refused`. */
  setAside: number
  /**
   * Records of links that the database does not have, because it is older than they are; kept in
   * the folder `unknown-links`.
   */
  unknownLinks: number
  /** Records of links that were erased with all their hits; they are dropped. */
  purged: number
  /**
   * How often a stored position did not match the journal since the start: one of them was restored
   * from a backup, or lost files.
   */
  misfits: number
  /** The last error; null once things work again. */
  lastError: string | null
  lastBatchAt: Date | null
}

/**
 * What the worker reports about itself: the status, with the time of the oldest waiting hit
 * instead of its age.
 */
export interface LoopStatus extends Omit<IngestStatus, 'state' | 'lagSeconds'> {
  state: 'starting' | 'running' | 'rereading' | 'retrying'
  /** Milliseconds since the epoch; null if none is waiting. */
  oldestWaiting: number | null
}

export const freshStatus: LoopStatus = {
  state: 'starting',
  bytesBehind: 0,
  oldestWaiting: null,
  ingested: 0,
  duplicates: 0,
  corrupt: 0,
  setAside: 0,
  unknownLinks: 0,
  purged: 0,
  misfits: 0,
  lastError: null,
  lastBatchAt: null,
}

/** What all the loops of a thread report together; it is as well as the worst of them. */
export function ofAllLoops(statuses: readonly LoopStatus[]): LoopStatus {
  const sum = (key: CountKey) => statuses.reduce((all, status) => all + status[key], 0)
  const waiting = statuses.flatMap(({ oldestWaiting }) => oldestWaiting ?? [])
  const batches = statuses.flatMap(({ lastBatchAt }) => lastBatchAt?.getTime() ?? [])
  return {
    state: byTrouble.find(state => statuses.some(status => status.state === state)) ?? 'starting',
    bytesBehind: sum('bytesBehind'),
    oldestWaiting: waiting.length === 0 ? null : Math.min(...waiting),
    ingested: sum('ingested'),
    duplicates: sum('duplicates'),
    corrupt: sum('corrupt'),
    setAside: sum('setAside'),
    unknownLinks: sum('unknownLinks'),
    purged: sum('purged'),
    misfits: sum('misfits'),
    lastError: statuses.find(({ lastError }) => lastError !== null)?.lastError ?? null,
    lastBatchAt: batches.length === 0 ? null : new Date(Math.max(...batches)),
  }
}

type CountKey = { [K in keyof LoopStatus]: LoopStatus[K] extends number ? K : never }[keyof LoopStatus]

/** The worst first. */
const byTrouble: LoopStatus['state'][] = ['retrying', 'rereading', 'starting', 'running']

/** A worker's report plus the counts of earlier workers. */
export function countTogether(before: LoopStatus, told: LoopStatus): LoopStatus {
  return {
    ...told,
    ingested: before.ingested + told.ingested,
    duplicates: before.duplicates + told.duplicates,
    corrupt: before.corrupt + told.corrupt,
    setAside: before.setAside + told.setAside,
    unknownLinks: before.unknownLinks + told.unknownLinks,
    purged: before.purged + told.purged,
    misfits: before.misfits + told.misfits,
    lastBatchAt: told.lastBatchAt ?? before.lastBatchAt,
  }
}
