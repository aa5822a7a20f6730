/** The entries in order, `size` at a time. */
export function* slices<Entry>(all: readonly Entry[], size: number): Generator<Entry[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
