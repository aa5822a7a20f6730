/** Stands beside every score. */
export function HowScored() {
  return <a href="/help/scoring">How scoring works</a>
}
