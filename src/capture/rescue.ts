import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.js'
import type { Losses } from '../journal/losses.js'
import type { ClickRecord } from '../journal/record.js'

/** How long a visitor waits for it. */
const patienceMs = 1_000
/** After this long without an answer a group counts as lost. */
const giveUpMs = 10_000
const groupSize = 1_000
/** More than this many would fill the memory while the database hangs. */
const maxWaiting = 20_000

interface Group {
  records: ClickRecord[]
  done: Promise<void>
}

/**
 * Brings the clicks that the disk did not take straight to the database, a group at a time. Never rejects, and holds a
 * visitor for a second at most; what the database does not take either is counted as lost.
 */
export function startRescue(
  ingest: Pick<Context['ingest'], 'rescue'>,
  losses: Losses,
): (record: ClickRecord) => Promise<void> {
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
    try {
      await withinTime(ingest.rescue(sent.records))
    } catch (cause) {
      losses.add(sent.records.length, cause)
    }
    waiting -= sent.records.length
  }

  return async record => {
    if (waiting >= maxWaiting) return losses.add(1, new Error('Too many clicks wait for the database.'))
    waiting++
    const joined = group()
    joined.records.push(record)
    await Promise.race([joined.done, sleep(patienceMs)])
  }
}

async function withinTime(work: Promise<void>): Promise<void> {
  const late = new AbortController()
  try {
    await Promise.race([
      work,
      sleep(giveUpMs, undefined, { signal: late.signal }).then(() => {
        throw new Error('The database did not answer.')
      }),
    ])
  } finally {
    late.abort()
  }
}
