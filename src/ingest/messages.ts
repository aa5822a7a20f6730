import type { LoopStatus } from './status.js'

/** The part of a logger that the thread can use. */
export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Start options of the worker thread. */
export interface WorkerOptions {
  databaseUrl: string
  /** One for each process that appends. */
  journals: NodeJournal[]
  /** How many hours to keep an ingested segment. */
  retentionHours: number
}

/** A journal, and the node whose positions in the database are those in it. */
export interface NodeJournal {
  directory: string
  nodeId: string
}

export type ToWorker = 'wake' | 'drain' | 'stop'

export type FromWorker =
  | { type: 'status'; status: LoopStatus }
  /** One answer to each `drain`, in order. */
  | { type: 'drained' }
  | { type: 'log'; level: keyof Log; facts: object; message: string }
