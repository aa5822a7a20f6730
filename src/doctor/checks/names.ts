import { eq, gt, sql } from 'drizzle-orm'
import { parseHandle } from '../../accounts/handle.js'
import { nameKey } from '../../accounts/lists/name.js'
import { accounts, links, lists } from '../../db/schema.js'
import { searchText } from '../../links/search-text.js'
import type { Check } from '../check.js'

const rowsAtOnce = 500

/** What searches look at is made from what the link has. */
export const searchTexts: Check = {
  name: 'search texts',
  async *parts({ db, snapshot }) {
    const { id, slug, url, title, notes } = links
    for (let last = 0; ; ) {
      const rows = await snapshot(tx =>
        tx
          .select({ id, slug, url, title, notes, searchText: links.searchText })
          .from(links)
          .where(gt(id, last))
          .orderBy(id)
          .limit(rowsAtOnce),
      )
      if (rows.length === 0) return
      last = rows.at(-1)?.id ?? last
      // A job fills those that are null.
      const wrong = rows.filter(row => row.searchText !== null && row.searchText !== searchText(row))
      yield {
        checked: rows.length,
        differences: wrong.map(row => ({
          name: row.slug,
          what: 'its search text is not made from what it has',
          count: 1,
          mend: () => mend(row.id),
        })),
      }
    }

    function mend(linkId: number): Promise<void> {
      return db.transaction(async tx => {
        const [row] = await tx
          .select({ slug, url, title, notes })
          .from(links)
          .where(eq(id, linkId))
          .for('update')
        if (row !== undefined)
          await tx
            .update(links)
            .set({ searchText: searchText(row) })
            .where(eq(id, linkId))
      })
    }
  },
}

/** Accounts and lists are found by the names that they have. */
export const names: Check = {
  name: 'names',
  async *parts({ db, snapshot }) {
    for (let last = 0; ; ) {
      const rows = await snapshot(tx =>
        tx.select().from(accounts).where(gt(accounts.id, last)).orderBy(accounts.id).limit(rowsAtOnce),
      )
      if (rows.length === 0) break
      last = rows.at(-1)?.id ?? last
      yield {
        checked: rows.length,
        differences: rows.flatMap(({ id, handle, handleKey }) => {
          const key = parseHandle(handle)?.key
          if (key === undefined || key === handleKey) return []
          const mend = async () =>
            void (await db.update(accounts).set({ handleKey: key }).where(eq(accounts.id, id)))
          return { name: handle, what: `is found as ${handleKey}`, count: 1, mend }
        }),
      }
    }
    const rows = await snapshot(tx => tx.select().from(lists))
    yield {
      checked: rows.length,
      differences: rows.flatMap(({ id, name, nameKey: stored }) => {
        const key = nameKey(name)
        const mend = async () => void (await db.update(lists).set({ nameKey: key }).where(eq(lists.id, id)))
        return key === stored ? [] : { name, what: `is found as ${stored}`, count: 1, mend }
      }),
    }
  },
}

/** New hits get higher numbers than all before, or who copies hits as they come would miss them. */
export const arrivals: Check = {
  name: 'arrivals',
  async *parts({ db, snapshot }) {
    const [row] = await snapshot(tx =>
      tx.execute<{ highest: number; given: number }>(sql`
        select (select coalesce(max(arrival), 0) from clicks where arrival is not null)::float8 as highest,
          (select last_value from clicks_arrival)::float8 as given`),
    )
    const { highest = 0, given = 0 } = row ?? {}
    // Never lower than what has been given out meanwhile.
    const mend = async () =>
      void (await db.execute(
        sql`select setval('clicks_arrival', greatest(${highest}::bigint, last_value)) from clicks_arrival`,
      ))
    const what = `the highest is ${highest}, but only ${given} were given out`
    yield { checked: 1, differences: highest <= given ? [] : [{ name: 'hits', what, count: 1, mend }] }
  },
}
