type Point = readonly [number, number]

const tolerance = 1e-10
/** Data so far needed tens of rounds; this only limits a job's time. */
const maxRounds = 1_000

/**
 * The fixed point of `next`, searched from `start`, to 1e-10. Plain iteration can take thousands of
 * rounds, so this uses SQUAREM (Varadhan and Roland 2008, scheme S3): two plain steps give the
 * length of a leap, and a third one corrects it. A leap is rejected if the steps after it are more
 * than ten times as long.
 */
export async function fixedPoint(start: Point, next: (point: Point) => Promise<Point>): Promise<Point> {
  let point = start
  /** How many plain steps one leap may replace: more after a good leap, fewer after a bad one. */
  let bound = 1
  for (let round = 0; round < maxRounds; round++) {
    const once = await next(point)
    const step = difference(once, point)
    if (length(step) < tolerance) return once
    const twice = await next(once)
    const second = difference(twice, once)
    if (length(second) < tolerance) return twice
    const change = difference(second, step)
    const leap = Math.min(bound, Math.max(1, length(step) / length(change)))
    const landed: Point = [
      point[0] + 2 * leap * step[0] + leap ** 2 * change[0],
      point[1] + 2 * leap * step[1] + leap ** 2 * change[1],
    ]
    const corrected = await next(landed)
    if (length(difference(corrected, landed)) < 10 * length(second)) {
      point = corrected
      if (leap === bound) bound *= 4
    } else {
      point = twice
      bound = Math.max(1, bound / 4)
    }
  }
  return point
}

const difference = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]]
const length = ([a, b]: Point): number => Math.hypot(a, b)
