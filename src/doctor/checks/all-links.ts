import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { addUpAgain } from '../../ingest/rollups/sum-links.js'
import { allTotals, list } from '../../rollups/all-links.js'
import type { Check } from '../check.js'

/** The totals of all links are the sums of what each link has. */
export const allLinks: Check = {
  name: 'all links',
  async *parts({ db, snapshot }) {
    const found = await snapshot(async tx => {
      const each = []
      for (const total of allTotals) each.push(await compare(tx, total))
      return each
    })
    const wrong = found.filter(({ differing }) => differing > 0)
    let isMended = false
    const mend = async () => {
      if (!isMended) await addUpAgain(db)
      isMended = true
    }
    yield {
      checked: found.reduce((sum, { checked }) => sum + checked, 0),
      differences: wrong.map(({ differing, what }) => ({ name: 'all links', what, count: differing, mend })),
    }
  },
}

async function compare(
  tx: Queryable,
  { table, keys, values, counted }: (typeof allTotals)[number],
): Promise<{ checked: number; differing: number; what: string }> {
  const of = (side: string) => list(values.map(value => sql`coalesce(${sql.raw(side)}.${value}, 0)`))
  const [stored, again] = [of('s'), of('n')]
  const [row] = await tx.execute<{ checked: number; differing: number; what: string | null }>(sql`
    select count(*)::float8 as checked, count(what)::float8 as differing, min(what) as what
    from (
      select case when (${stored}) is distinct from (${again}) then
        format('%s: stored %s, counted %s', concat_ws(' ', ${list(keys)}), concat_ws('/', ${stored}), concat_ws('/', ${again}))
      end as what
      from ${table} as s full join (${counted}) as n using (${list(keys)})
    ) as r`)
  return { checked: 0, differing: 0, ...row, what: row?.what ?? '' }
}
