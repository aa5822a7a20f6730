import type { LoopStatus } from './status.js'

/** The part of a logger that crosses from the thread. */
export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What the worker thread is started with. */
export interface WorkerOptions {
  databaseUrl: string
  journalDirectory: string
  nodeId: string
  retentionHours: number
}

export type ToWorker = 'wake' | 'drain' | 'stop'

export type FromWorker =
  | { type: 'status'; status: LoopStatus }
  /** One answer to each `drain`, in order. */
  | { type: 'drained' }
  | { type: 'log'; level: keyof Log; facts: object; message: string }
