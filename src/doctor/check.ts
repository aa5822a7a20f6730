import type { Config } from '../config.js'
import type { Database, Queryable } from '../db/connect.js'

/** The service's database and journal, and how to look at them. */
export interface Patient {
  /** Only for mending; without time limits. */
  db: Database
  /**
   * Reads the database at one moment, and without the right to change anything: a hit that arrives
   * meanwhile is no difference.
   */
  snapshot<T>(look: (tx: Queryable) => Promise<T>): Promise<T>
  config: Config
  now: () => Date
  signal: AbortSignal
}

/** Compares something that is stored twice by design, part by part. */
export interface Check {
  /** What is compared, in a word or two. */
  name: string
  parts(patient: Patient): AsyncIterable<Part>
}

export interface Part {
  /** How much was compared. */
  checked: number
  differences: Difference[]
  /** Why less than everything was compared. */
  note?: string
}

/** Something that is not as it should be. */
export interface Difference {
  /** A link's slug, an account, a file. */
  name: string
  what: string
  /** How many rows or records differ there; `what` tells one of them. */
  count: number
  /** Null where it needs a person. */
  mend: (() => Promise<void>) | null
}
