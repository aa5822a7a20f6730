import type { Context } from '../context.js'
import { inTime } from '../in-time.js'
import type { Losses } from '../journal/losses.js'
import type { HitRecord } from '../journal/record.js'

/** How long a visitor waits for it. */
const patienceMs = 1_000
/**
 * After this long without an answer a group counts as lost, unless it turns out later that it is
 * not.
 */
const giveUpMs = 10_000
const groupSize = 1_000
/** More would fill the memory while the database hangs. */
const maxWaiting = 20_000

interface Group {
  records: HitRecord[]
  done: Promise<void>
}

/**
 * Writes the hits that could not be written to disk straight to the database, one group at a time.
 * Never rejects, and delays a visitor by a second at most. Hits that the database does not take
 * either are counted as lost.
 */
export function startRescue(
  ingest: Pick<Context['ingest'], 'rescue'>,
  losses: Losses,
): (record: HitRecord) => Promise<void> {
  let gathering: Group | null = null
  let last: Promise<void> = Promise.resolve()
  let waiting = 0

  function group(): Group {
    if (gathering !== null && gathering.records.length < groupSize) return gathering
    const next: Group = { records: [], done: last.then(() => send(next)) }
    gathering = next
    last = next.done
    return next
  }

  async function send(sent: Group): Promise<void> {
    if (gathering === sent) gathering = null
    const { length } = sent.records
    const ended = ingest.rescue(sent.records).catch((cause: unknown) => ({ lost: length, cause }))
    const outcome = await inTime(ended, giveUpMs, () => null)
    if (outcome !== null) {
      if (outcome.lost > 0) losses.add(outcome.lost, outcome.cause)
    } else {
      losses.add(length, new Error('The database did not answer.'))
      void ended.then(({ lost }) => losses.takeBack(length - lost))
    }
    waiting -= length
  }

  return async record => {
    if (waiting >= maxWaiting) return losses.add(1, new Error('Too many hits wait for the database.'))
    waiting++
    const joined = group()
    joined.records.push(record)
    await inTime(joined.done, patienceMs, () => {})
  }
}
