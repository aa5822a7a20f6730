import type { Queryable } from '../db/connect.js'
import type { Prepared } from './prepare.js'
import { addNewClicker, moveClickers } from './rollups/clickers.js'
import { copyClicks } from './rollups/clicks.js'
import { copyLinkChanges, LinkChangeRows } from './rollups/link-changes.js'
import { addTotals } from './rollups/totals.js'
import { copyVisitors, findVisitors, sortOut, VisitorRows } from './rollups/visitors.js'
import { inSlices } from './slices.js'
import { loadWindows, sameWindows, WindowsMoved } from './windows.js'

/**
 * Stores a batch fast; throws WindowsMoved, or what the database says where a click or a new visitor is there already, as is
 * only after trouble or when two nodes meet a visitor at once. While the server takes the clicks, what follows is made ready.
 */
export async function copyBatch(tx: Queryable, { linkIds, rows, keys, gathered }: Prepared): Promise<void> {
  const [windows, stored] = await Promise.all([loadWindows(tx, linkIds), findVisitors(tx, keys)])
  if (!sameWindows(windows, gathered.windows)) throw new WindowsMoved()
  const { tally } = gathered
  const { unknown, earlier } = sortOut(gathered.firsts, stored)
  await moveClickers(tx, tally, earlier)

  const visitors = new VisitorRows(unknown.length)
  const changes = new LinkChangeRows()
  await Promise.all([
    copyClicks(tx, rows),
    inSlices(unknown, newcomer => {
      visitors.add(newcomer)
      addNewClicker(tally, newcomer)
    }).then(() => inSlices(tally.changes(), change => changes.add(change))),
  ])
  await copyVisitors(tx, visitors.finish())
  await copyLinkChanges(tx, changes.finish())
  await addTotals(tx, tally)
}
