import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { sentForms } from '../db/schema.js'
import { FormRunning, OtherRequest, RequestRunning, rootCause } from '../errors.js'

/** How long a form waits for an equal one that was sent before. */
const formWaitMs = 20_000
/** The pauses between two looks grow from the first to the last. */
const [firstPauseMs, lastPauseMs] = [50, 400]
/**
 * Older than any request gets: the node that began it has died. All nodes go by one clock, the
 * database's.
 */
const abandoned = sql`now() - interval '90 seconds'`
const kept = sql`now() - interval '1 day'`

/** Work that was begun under a key. When it ends, call one of the two. */
export interface Begun {
  /** Stores the result for later requests. Never throws: the work is done all the same. */
  keep(result: string): Promise<void>
  /** The work counts as never done. Never throws: the key is free again after a while anyhow. */
  free(): Promise<void>
}

/** How work is recognized, and how long a second request waits for the first. */
interface Claim {
  key: Buffer
  /** What is asked for. A key may not be used for anything else. */
  request?: Buffer
  waitMs: number
}

/**
 * Begins work once per key, on all nodes together; or waits for the result of the first request and
 * resolves to that. Work whose node died begins again after 90 seconds, and results are forgotten
 * after a day. Throws RequestRunning if the first takes too long, and OtherRequest if it asked for
 * something else.
 */
export async function begin(
  { db, log }: Pick<Context, 'db' | 'log'>,
  { key, request, waitMs }: Claim,
): Promise<Begun | { result: string }> {
  const until = performance.now() + waitMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, lastPauseMs)) {
    const [begun] = await db
      .insert(sentForms)
      .values({ key, request: request ?? null })
      .onConflictDoUpdate({
        target: sentForms.key,
        set: { sentAt: sql`now()`, result: null, request: request ?? null },
        setWhere: sql`${sentForms.sentAt} < case when ${sentForms.result} is null then ${abandoned} else ${kept} end`,
      })
      .returning()
    if (begun !== undefined)
      return endings({ db, log }, and(eq(sentForms.key, key), eq(sentForms.sentAt, begun.sentAt)))
    const [first] = await db.select().from(sentForms).where(eq(sentForms.key, key))
    if (first !== undefined && request !== undefined && first.request?.equals(request) !== true)
      throw new OtherRequest()
    if (first !== undefined && first.result !== null) return { result: first.result }
    if (performance.now() > until) throw new RequestRunning()
    await sleep(pauseMs)
  }
}

/** `own`: the row, unless somebody has taken it over meanwhile. */
function endings({ db, log }: Pick<Context, 'db' | 'log'>, own: SQL | undefined): Begun {
  const orWarn = (work: Promise<unknown>) =>
    work.then(
      () => {},
      error => log.warn({ err: rootCause(error) }, 'How a request ended could not be stored.'),
    )
  return {
    keep: result =>
      orWarn(
        (async () => {
          await db.update(sentForms).set({ result }).where(own)
          await db.delete(sentForms).where(lt(sentForms.sentAt, kept))
        })(),
      ),
    free: () => orWarn(db.delete(sentForms).where(own)),
  }
}

/**
 * Does a form's work once per key: later requests get the result of the first. Work that throws
 * counts as never done. Throws FormRunning if the first takes too long.
 */
export async function once(
  ctx: Pick<Context, 'db' | 'log'>,
  key: Buffer,
  work: () => Promise<string>,
): Promise<string> {
  const begun = await begin(ctx, { key, waitMs: formWaitMs }).catch(error => {
    throw error instanceof RequestRunning ? new FormRunning() : error
  })
  if ('result' in begun) return begun.result
  const result = await work().catch(async error => {
    await begun.free()
    throw error
  })
  await begun.keep(result)
  return result
}
