import { Worker } from 'node:worker_threads'
import type { WorkerOptions } from './messages.js'

/** Starts the thread that runs worker.ts, or worker.js where the sources are compiled. */
export function openThread(workerData: WorkerOptions): Worker {
  // Without what the main thread preloads: a test runner's preloads would take the thread for a test.
  const options = { workerData, name: 'ingest', execArgv: [] }
  const compiled = new URL('./worker.js', import.meta.url)
  if (import.meta.url.endsWith('.js')) return new Worker(compiled, options)
  // In development tsx compiles on the fly, but only for the thread that asks it to.
  const source = new URL('./worker.ts', import.meta.url).href
  const script = `import('tsx/esm/api').then(tsx => { tsx.register(); return import(${JSON.stringify(source)}) })`
  return new Worker(script, { ...options, eval: true })
}
