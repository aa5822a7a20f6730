import { setTimeout as sleep } from 'node:timers/promises'
import { eq, lt, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { sentForms } from '../db/schema.js'
import { FormRunning, rootCause } from '../errors.js'

/** How long the second waits for the first, and how often it looks. */
const waitMs = 20_000
const lookMs = 100
/** No form takes this long: the node that began it has died. */
const abandoned = sql`now() - interval '60 seconds'`
const kept = sql`now() - interval '1 day'`

/**
 * Does work once per key, on all nodes together: whoever comes later, even while it is being done,
 * gets the first one's result. Work that throws counts as never done. Throws FormRunning if the
 * first takes too long.
 */
export async function once(
  { db, log }: Pick<Context, 'db' | 'log'>,
  key: Buffer,
  work: () => Promise<string>,
): Promise<string> {
  const own = eq(sentForms.key, key)
  for (const until = performance.now() + waitMs; ; await sleep(lookMs)) {
    const [begun] = await db
      .insert(sentForms)
      .values({ key })
      .onConflictDoUpdate({
        target: sentForms.key,
        set: { sentAt: sql`now()` },
        setWhere: sql`${sentForms.result} is null and ${sentForms.sentAt} < ${abandoned}`,
      })
      .returning()
    if (begun !== undefined) break
    const [first] = await db.select().from(sentForms).where(own)
    if (first !== undefined && first.result !== null) return first.result
    if (performance.now() > until) throw new FormRunning()
  }
  const result = await work().catch(async error => {
    // If this fails as well, the key is free again after a minute.
    await db
      .delete(sentForms)
      .where(own)
      .catch(() => {})
    throw error
  })
  try {
    await db.update(sentForms).set({ result }).where(own)
    await db.delete(sentForms).where(lt(sentForms.sentAt, kept))
  } catch (error) {
    // The work is done all the same.
    log.warn({ err: rootCause(error) }, 'The result of a form could not be stored.')
  }
  return result
}
