/** The estimate of the prior that runs now. */
export interface PriorProgress {
  /** In ISO 8601. */
  since: string
  /** Accounts whose tweets are read; null where another node runs it. */
  accountsDone: number | null
}

export interface PriorRun {
  /** Begins an estimate where none runs; what keeps it from its end is logged. */
  begin(): void
  /**
   * Waits for the estimate that runs, or for one begun now; it changes nothing where fewer accounts
   * than `least` can be measured, or where another node is at it. Rejects where accounts could not
   * be read, and when it is stopped.
   */
  compute(least: number): Promise<void>
  /** The estimate that runs on any node; null where none does. */
  progress(): Promise<PriorProgress | null>
  /** Ends it early. */
  stop(): Promise<void>
}
