/** Where a row of a file is. */
export interface Place {
  /** Counted from 1. */
  line: number
  /** Of JSON, which of its entries, counted from 1: a whole file can be one line. */
  entry?: number
}

/** Only the place of a row. */
export function placeOf({ line, entry }: Place): Place {
  return entry === undefined ? { line } : { line, entry }
}

/** "line 3", or in JSON "entry 2" or "line 3, entry 2"; and the name of the row. */
export function tellPlace(place: Place, name: string | null = null): string {
  return [placeName(place), name === placeName(place) ? null : name].filter(Boolean).join(', ')
}

/** The place in words, which is also the name of a row without one. */
export function placeName({ line, entry }: Place): string {
  if (entry === undefined) return `line ${line}`
  return line === 1 ? `entry ${entry}` : `line ${line}, entry ${entry}`
}
