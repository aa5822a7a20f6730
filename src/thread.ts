import { Worker } from 'node:worker_threads'

/** Starts a thread that runs a module, given as a path below this folder without an extension. */
export function openThread(module: string, facts: { name: string; workerData?: unknown }): Worker {
  // Without the main thread's preloads: those of a test runner would treat the thread as a test.
  const options = { ...facts, execArgv: [] }
  const address = new URL(module, import.meta.url).href
  if (import.meta.url.endsWith('.js')) return new Worker(new URL(`${address}.js`), options)
  // In development tsx compiles on the fly, but only in a thread that registers it.
  const source = JSON.stringify(`${address}.ts`)
  const script = `import('tsx/esm/api').then(tsx => { tsx.register(); return import(${source}) })`
  return new Worker(script, { ...options, eval: true })
}
