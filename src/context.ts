import type { Logger } from 'pino'
import type { Access } from './auth/access.js'
import type { BackupStatus } from './backup/status.js'
import type { Config } from './config.js'
import type { Database } from './db/connect.js'
import type { Rescuer } from './ingest/rescue.js'
import type { Ingest } from './ingest/start.js'
import type { Journal } from './journal/append.js'
import type { Losses } from './journal/losses.js'
import type { LinkCache } from './links/cache.js'
import type { PriorRun } from './scores/prior-progress.js'

/** Shared dependencies, passed as an argument; each function picks the parts it needs. */
export interface Context {
  config: Readonly<Config>
  log: Logger
  db: Database
  /** Whose rows: those of the key that asks, or all. */
  access: Access
  /** The current time; an argument so that tests can set it. */
  now: () => Date
  links: LinkCache
  priorRun: Pick<PriorRun, 'begin' | 'progress'>
  journal: Journal
  losses: Losses
  /** Log lines that could not be written since the start. */
  droppedLogLines: () => number
  backups: Readonly<BackupStatus>
  ingest: Pick<Ingest, 'status'> & Pick<Rescuer, 'rescue'>
  /**
   * First path segments of the service's own routes, filled as they register. No slug may equal
   * one.
   */
  reservedSlugs: Set<string>
}

/** The same before it is known who asks. */
export type Unasked = Omit<Context, 'access'>
