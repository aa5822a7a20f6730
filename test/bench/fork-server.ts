import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile, output } from '../fixtures/compile.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = 'test/bench/redirect-server.ts'

/** The server of the benchmarks, in a process of its own. */
export interface ForkedServer {
  child: ChildProcess
  port: number
  /** Sends it a message, and resolves to the answer. */
  ask<T>(message: string): Promise<T>
  /** Resolves when it has ended, to the records that are in its journal. */
  stop(): Promise<number>
}

/**
 * Starts `redirect-server.ts`, compiled as the service is, and without the loader of TypeScript
 * that runs this, which would take time and memory of its own. Its data is in a new folder of
 * `directory`.
 */
export async function forkServer(
  kind: 'bare' | 'capture' | 'service',
  databaseUrl: string,
  directory: string,
): Promise<ForkedServer> {
  const cache = join(root, '.cache')
  await mkdir(cache, { recursive: true })
  const compiled = await mkdtemp(join(cache, 'bench-'))
  await compile(root, [program], compiled)
  const child = fork(join(compiled, output(program)), [kind, databaseUrl, directory], { execArgv: [] })

  async function told<T>(): Promise<T> {
    const [message] = (await once(child, 'message')) as [T]
    return message
  }

  function ask<T>(message: string): Promise<T> {
    child.send(message)
    return told<T>()
  }

  const { port } = await told<{ port: number }>()
  return {
    child,
    port,
    ask,
    async stop() {
      const ended = once(child, 'exit')
      const { records } = await ask<{ records: number }>('stop')
      await ended
      await rm(compiled, { recursive: true })
      return records
    },
  }
}
