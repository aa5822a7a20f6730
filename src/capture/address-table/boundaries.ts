/** Both ends belong to it. */
export interface Range {
  first: bigint
  last: bigint
}

/**
 * Joins ranges that overlap or touch, and gives where each begins and where it has ended, in
 * ascending order: a number is inside if an odd number of boundaries are at or below it.
 */
export function boundariesOf(ranges: readonly Range[]): bigint[] {
  const boundaries: bigint[] = []
  for (const { first, last } of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const end = boundaries.at(-1)
    if (end === undefined || first > end) boundaries.push(first, last + 1n)
    else if (last >= end) boundaries[boundaries.length - 1] = last + 1n
  }
  return boundaries
}
