import cluster from 'node:cluster'
import { once } from 'node:events'
import type { BackupStatus } from '../backup/status.js'
import { CannotStart } from '../errors.js'
import { freshStatus, type IngestStatus } from '../ingest/status.js'
import { type Behind, openFront } from './front.js'
import { startNode } from './node.js'
import { untilSignal } from './signals.js'
import { type FromWorker, type Start, type ToWorker, workerVariable } from './worker-messages.js'

/** Time between two announcements that the journal has something new, in milliseconds. */
const wakeEveryMs = 100

export function isWorker(env: Record<string, string | undefined>): boolean {
  return cluster.isWorker && env[workerVariable] !== undefined
}

/**
 * A process that `startWorkers` has made: it answers requests until it is told to stop. When the
 * process that made it is gone, Node ends it at once; what it has answered is on disk.
 */
export async function runWorker(): Promise<void> {
  const told = new AbortController()
  const backups: BackupStatus = { failed: null }
  const elsewhere = { losses: 0, droppedLogLines: 0 }
  let status: IngestStatus = { ...freshStatus, lagSeconds: 0 }
  let wakeAt = 0
  const behind: Behind = {
    backups,
    elsewhere,
    ingest: {
      status: () => status,
      wake() {
        if (performance.now() < wakeAt) return
        wakeAt = performance.now() + wakeEveryMs
        void send({ type: 'wake' })
      },
    },
  }
  let answer: () => Promise<void> = async () => {}
  const started = new Promise<Start>(resolve => {
    process.on('message', (message: ToWorker) => message.type === 'start' && resolve(message))
  })
  process.on('message', (message: ToWorker) => {
    if (message.type === 'stop') told.abort()
    if (message.type !== 'status') return
    status = message.ingest
    Object.assign(backups, message.backups)
    Object.assign(elsewhere, message.elsewhere)
    void answer()
  })
  await send({ type: 'ready' })
  const { config, databaseUrl, worker } = await started
  await untilSignal(async signal => {
    const stop = AbortSignal.any([signal, told.signal])
    try {
      const front = await startNode(
        { ...config, databaseUrl },
        { signal: stop, worker, database: { migrates: false } },
        node => openFront(node, behind),
      )
      answer = () => send({ type: 'lost', lost: front.lost() })
      await send({ type: 'listens', address: front.address })
      if (!stop.aborted) await once(stop, 'abort')
      await front.close()
      await answer()
    } catch (error) {
      if (stop.aborted) return
      if (!(error instanceof CannotStart)) throw error
      await send({ type: 'failed', reason: error.message })
      process.exitCode = 1
    }
  })
  process.exit()
}

function send(message: FromWorker): Promise<void> {
  return new Promise(resolve => {
    if (process.connected) process.send?.(message, () => resolve())
    else resolve()
  })
}
