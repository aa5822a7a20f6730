import { Worker } from 'node:worker_threads'

/** Starts a thread that runs a module, given as its address without an ending: .ts, or .js where the sources are compiled. */
export function openThread(module: URL, facts: { name: string; workerData?: unknown }): Worker {
  // Without what the main thread preloads: a test runner's preloads would take the thread for a test.
  const options = { ...facts, execArgv: [] }
  if (import.meta.url.endsWith('.js')) return new Worker(new URL(`${module.href}.js`), options)
  // In development tsx compiles on the fly, but only for the thread that asks it to.
  const source = JSON.stringify(`${module.href}.ts`)
  const script = `import('tsx/esm/api').then(tsx => { tsx.register(); return import(${source}) })`
  return new Worker(script, { ...options, eval: true })
}
