/**
 * When each part must have stopped, in milliseconds after the stop began: orchestrators give a
 * process ten seconds. A part that needs less leaves the rest to the next one.
 */
export const byMs = {
  app: 4_000,
  journal: 5_000,
  rescuer: 5_500,
  losses: 5_600,
  links: 5_750,
  workers: 6_250,
  ingest: 6_750,
  jobs: 7_000,
  prior: 7_100,
  claim: 7_250,
  database: 9_000,
  log: 9_250,
}
