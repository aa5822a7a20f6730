/** The state of the way from the journal into the database. */
export interface IngestStatus {
  /**
   * retrying: the database does not take the clicks, which wait in the journal. rereading: journal
   * and database did not fit, and what the database may lack is being read again. restarting: the
   * worker thread died.
   */
  state: 'starting' | 'running' | 'rereading' | 'retrying' | 'restarting' | 'stopped'
  /** Journal bytes that are not in the database, when last looked at. */
  bytesBehind: number
  /** Age of the oldest click that is not in the database; 0 when none waits. */
  lagSeconds: number
  /** Records brought into the database since the start. */
  ingested: number
  /** Records that were there already. */
  duplicates: number
  /** Journal lines that could not be read; kept in the journal's folder `corrupt`. */
  corrupt: number
  /** Records that the database refused; kept in the journal's folder `refused`. */
  setAside: number
  /**
   * Records of links that the database does not have, as it is older than they are; kept in the
   * folder `unknown-links`.
   */
  unknownLinks: number
  /**
   * How often a stored position did not fit the journal since the start: one of them was put back,
   * or lost files.
   */
  misfits: number
  /** What went wrong last; null once things go well again. */
  lastError: string | null
  lastBatchAt: Date | null
}

/**
 * What the worker reports of itself: the status, with the oldest waiting click's time instead of
 * its age.
 */
export interface LoopStatus extends Omit<IngestStatus, 'state' | 'lagSeconds'> {
  state: 'starting' | 'running' | 'rereading' | 'retrying'
  /** Milliseconds since the epoch; null when none waits. */
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
  misfits: 0,
  lastError: null,
  lastBatchAt: null,
}

/** What a worker tells, with what those before it have counted. */
export function countTogether(before: LoopStatus, told: LoopStatus): LoopStatus {
  return {
    ...told,
    ingested: before.ingested + told.ingested,
    duplicates: before.duplicates + told.duplicates,
    corrupt: before.corrupt + told.corrupt,
    setAside: before.setAside + told.setAside,
    unknownLinks: before.unknownLinks + told.unknownLinks,
    misfits: before.misfits + told.misfits,
    lastBatchAt: told.lastBatchAt ?? before.lastBatchAt,
  }
}
