import { eq } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { linkTotals } from '../db/schema.js'
import { rulesVersion } from '../rollups/rules-version.js'

/** Which version of the counting rules judged a link's hits. */
export interface LinkRules {
  version: number
  /** Of all hits of the link, those that older rules judged. */
  olderHits: number
}

/** From the totals alone. Beside a newer node, its version counts. */
export async function linkRules(db: Queryable, linkId: number): Promise<LinkRules> {
  const [row] = await db.select().from(linkTotals).where(eq(linkTotals.linkId, linkId))
  if (row === undefined) return { version: rulesVersion, olderHits: 0 }
  const version = Math.max(rulesVersion, row.rulesVersion)
  return { version, olderHits: row.clicks + row.excluded - (row.rulesVersion === version ? row.judged : 0) }
}
