import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Of what is in use: by itself V8 waits for several times as much. */
const garbagePercent = 30
/** By then a start has loaded the links. */
const startedMs = 10_000

/**
 * From now on garbage of this process is collected early: a large import then takes two thirds of
 * the memory, and no more time. What the start leaves goes, too: V8 would keep some 25 MB of room
 * for it for as long as little happens.
 */
export function collectEarly(): void {
  setFlagsFromString(`--heap-growing-percent=${garbagePercent}`)
  setTimeout(collectNow, startedMs).unref()
}

/** Collects all garbage of this thread, and gives the room back: some 50 ms. */
export function collectNow(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
}
