/** What a backup says of itself before its rows. */
export interface Header {
  madeAt: string
  /** The version of Fivehundred that made it. */
  by: string
  /** The migrations that its schema has; see `db/migrate.ts`. */
  migrations: number[]
  /** Months that have hits, such as 2026-05, in UTC. */
  months: string[]
}

/** A table whose rows follow. */
export interface TableStart {
  table: string
  columns: string[]
}

/** The values of sequences, by name: the last that each gave out. */
export type Sequences = Record<string, number>
