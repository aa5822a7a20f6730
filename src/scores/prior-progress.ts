/** The running estimate of the prior. */
export interface PriorProgress {
  /** In ISO 8601. */
  since: string
  /** Accounts whose tweets have been read; null if another node runs it. */
  accountsDone: number | null
}

export interface PriorRun {
  /** Starts an estimate unless one is running. A failure is logged. */
  begin(): void
  /**
   * Waits for the running estimate, or starts one. It changes nothing if fewer accounts than
   * `least` can be measured, or another node is working on it. Rejects if accounts could not be
   * read, or when it is stopped.
   */
  compute(least: number): Promise<void>
  /** The estimate that is running on any node; null if there is none. */
  progress(): Promise<PriorProgress | null>
  /** Stops it early. */
  stop(): Promise<void>
}
