/** Random draws, the same for the same seed. */
export interface Chance {
  /** In (0, 1]. */
  uniform(): number
  normal(mean: number, sd: number): number
  /** Gamma with shape 2 and the given mean. */
  gamma2(mean: number): number
  poisson(mean: number): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** A value from `[value, weight]` pairs, by weight. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T
}

/** Pseudo-random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function chance(seed: number): Chance {
  const random = seeded(seed)
  const uniform = () => 1 - random()
  const exponential = () => -Math.log(uniform())
  return {
    uniform,
    normal: (mean, sd) => mean + sd * Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform()),
    gamma2: mean => ((exponential() + exponential()) * mean) / 2,
    // Counts the arrivals of a process that runs for `mean`: one draw per event, and exact.
    poisson: mean => {
      let events = -1
      for (let time = 0; time < mean; time += exponential()) events++
      return Math.max(events, 0)
    },
    whole: (low, high) => low + Math.floor(random() * (high - low + 1)),
    pick: <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T,
    weighted: <T>(choices: readonly (readonly [T, number])[]) => {
      let left = random() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      const chosen = choices.find(([, weight]) => {
        left -= weight
        return left < 0
      })
      return (chosen ?? choices[choices.length - 1])?.[0] as T
    },
  }
}
