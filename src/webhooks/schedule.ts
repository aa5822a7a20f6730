const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** How long to wait after each attempt, as Standard Webhooks recommends; then the last, again. */
const waits = [
  ...[5 * second, 5 * minute, 30 * minute],
  ...[2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
]
/** All of these waits with the longest jitter. */
const givesUpAfterMs = 84 * hour
/** A share of the wait, so that what failed together does not come back together. */
const jitter = 0.1

/** A webhook without a success for this long is disabled. */
export const disabledAfterMs = 120 * hour

/**
 * When to try again, after `attempts` of a message that was queued then; null for never. `chance`
 * is from 0 to 1.
 */
export function nextAttempt(
  { attempts, queuedAt }: { attempts: number; queuedAt: Date },
  { now, chance }: { now: Date; chance: number },
): Date | null {
  const wait = waits[Math.min(attempts, waits.length) - 1] ?? 0
  const next = now.getTime() + wait * (1 + jitter * chance)
  return next - queuedAt.getTime() > givesUpAfterMs ? null : new Date(next)
}
