import type { ClickRecord } from '../journal/record.js'
import type { Counted } from './batch.js'
import { isRecordsFault } from './trouble.js'

export interface Bisected extends Counted {
  /** Records that the database refused, each alone. */
  refused: { record: ClickRecord; error: unknown }[]
}

/**
 * Counts records so that one the database refuses does not hold up the others: a group that fails through its records is
 * halved until the bad ones stand alone. Throws any other error; what was counted until then counts once all the same.
 */
export async function countAround(
  records: ClickRecord[],
  count: (records: ClickRecord[]) => Promise<Counted>,
): Promise<Bisected> {
  try {
    return { ...(await count(records)), refused: [] }
  } catch (error) {
    if (!isRecordsFault(error)) throw error
    const [only] = records
    if (only === undefined) throw error
    if (records.length === 1) return { inserted: 0, duplicates: 0, refused: [{ record: only, error }] }
    const middle = records.length >> 1
    const before = await countAround(records.slice(0, middle), count)
    const after = await countAround(records.slice(middle), count)
    return {
      inserted: before.inserted + after.inserted,
      duplicates: before.duplicates + after.duplicates,
      refused: [...before.refused, ...after.refused],
    }
  }
}
