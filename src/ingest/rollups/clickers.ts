import type { Queryable } from '../../db/connect.js'
import type { Firsts } from './firsts.js'
import { moveFirsts } from './move-firsts.js'
import type { Tally } from './tally.js'

/** Counts a new visitor. */
export function addNewClicker(tally: Tally, { first, inWindow }: Firsts): void {
  tally.clicker(first, 1)
  if (inWindow !== null) tally.tweet('clickers', inWindow, 1)
}

/**
 * Corrects known visitors who clicked earlier than was known. They are few, so they are handled one
 * by one: even a distributed PostgreSQL can lock single rows.
 */
export async function moveClickers(tx: Queryable, tally: Tally, earlier: Firsts[]): Promise<void> {
  for (const firsts of earlier) {
    const { first, inWindow } = await moveFirsts(tx, firsts)
    if (first !== null) {
      if (first.from !== null) tally.clicker(first.from, -1)
      tally.clicker(first.to, 1)
    }
    if (inWindow !== null) {
      if (inWindow.from !== null) tally.tweet('clickers', inWindow.from, -1)
      tally.tweet('clickers', inWindow.to, 1)
    }
  }
}
