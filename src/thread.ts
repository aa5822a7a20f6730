import { Worker } from 'node:worker_threads'

/** Starts a thread that runs a module, given as its place below this folder without an ending. */
export function openThread(module: string, facts: { name: string; workerData?: unknown }): Worker {
  // Without what the main thread preloads: a test runner's preloads would take the thread for a
  // test.
  const options = { ...facts, execArgv: [] }
  const address = new URL(module, import.meta.url).href
  if (import.meta.url.endsWith('.js')) return new Worker(new URL(`${address}.js`), options)
  // In development tsx compiles on the fly, but only for the thread that asks it to.
  const source = JSON.stringify(`${address}.ts`)
  const script = `import('tsx/esm/api').then(tsx => { tsx.register(); return import(${source}) })`
  return new Worker(script, { ...options, eval: true })
}
