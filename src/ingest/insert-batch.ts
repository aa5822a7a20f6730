import type { Queryable } from '../db/connect.js'
import { addNewClicker, moveClickers } from './rollups/clickers.js'
import { insertClicks } from './rollups/clicks.js'
import { gather } from './rollups/gather.js'
import { addLinkChanges } from './rollups/link-changes.js'
import { addTotals } from './rollups/totals.js'
import { findVisitors, insertVisitors, sortOut, visitorKeys } from './rollups/visitors.js'
import type { Click } from './steps/classify.js'
import { loadWindows } from './windows.js'

/** Stores those clicks, in the order of their key, that are not there yet; returns how many that were. */
export async function insertBatch(tx: Queryable, clicks: Click[], linkIds: number[]): Promise<number> {
  const fresh = await insertClicks(tx, clicks)
  if (fresh.length === 0) return 0
  const { tally, firsts } = gather(fresh, await loadWindows(tx, linkIds))
  const { unknown, earlier } = sortOut(firsts, await findVisitors(tx, visitorKeys(firsts)))
  const newcomers = await insertVisitors(tx, unknown)
  for (const newcomer of newcomers) addNewClicker(tally, newcomer)
  const raced = unknown.filter(firsts => !newcomers.has(firsts))
  await moveClickers(tx, tally, [...raced, ...earlier])
  await addLinkChanges(tx, tally)
  await addTotals(tx, tally)
  return fresh.length
}
