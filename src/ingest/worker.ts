import { getPriority, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../db/connect.js'
import { startLoop } from './loop.js'
import type { FromWorker, ToWorker, WorkerOptions } from './messages.js'
import { freshStatus, type LoopStatus, ofAllLoops } from './status.js'

/**
 * The worker thread: a loop for each journal, with its own connections, so that no redirect waits
 * for hits to be judged.
 */
if (parentPort === null) throw new Error('ingest/worker runs as a worker thread only.')
const port = parentPort
// If they share a core, redirects come first: ingest has the time that they leave, such as while
// their clicks go to disk, and a thirtieth, and catches up later. On Linux a priority applies to
// one thread; elsewhere it would apply to the whole service.
if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + 15))
const { databaseUrl, journals, retentionHours } = workerData as WorkerOptions
const send = (message: FromWorker) => port.postMessage(message)
const statuses: LoopStatus[] = journals.map(() => freshStatus)

const loops = journals.map((journal, index) =>
  startLoop({
    journal,
    retentionHours,
    // The second connection prepares the next batch. A batch that takes too long is repeated in
    // halves.
    connect: () => connect(databaseUrl, { max: 2, name: 'fivehundred ingest' }),
    log: {
      info: (facts: object, message: string) => send({ type: 'log', level: 'info', facts, message }),
      warn: (facts: object, message: string) => send({ type: 'log', level: 'warn', facts, message }),
      error: (facts: object, message: string) => send({ type: 'log', level: 'error', facts, message }),
    },
    onStatus(status) {
      statuses[index] = status
      send({ type: 'status', status: ofAllLoops(statuses) })
    },
  }),
)

port.on('message', (message: ToWorker) => {
  if (message === 'wake') for (const loop of loops) loop.wake()
  if (message === 'drain') void drain()
  if (message === 'stop') void stop()
})

async function drain(): Promise<void> {
  await Promise.all(loops.map(loop => loop.drain()))
  send({ type: 'drained' })
}

async function stop(): Promise<void> {
  await Promise.all(loops.map(loop => loop.stop()))
  port.close()
}
