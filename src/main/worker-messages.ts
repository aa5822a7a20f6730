import type { BackupStatus } from '../backup/status.js'
import type { Config } from '../config.js'
import type { IngestStatus } from '../ingest/status.js'
import type { Lost } from './front.js'

/** Set for processes of `startWorkers`: others may run the service in a cluster, too. */
export const workerVariable = 'FIVEHUNDRED_WORKER'

/** The answer to `ready`. */
export interface Start {
  type: 'start'
  /** Its number, from 1. */
  worker: number
  config: Readonly<Config>
  /** May be that of the embedded database, which the process that sends this keeps running. */
  databaseUrl: string
}

export type ToWorker =
  | Start
  | { type: 'status'; ingest: IngestStatus; backups: BackupStatus; elsewhere: Lost }
  | { type: 'stop' }

export type FromWorker =
  | { type: 'ready' }
  | { type: 'listens'; address: string }
  /** It cannot start. */
  | { type: 'failed'; reason: string }
  /** There is something new in its journal. */
  | { type: 'wake' }
  /** The answer to each status. */
  | { type: 'lost'; lost: Lost }
