import { spawn } from 'node:child_process'
import { chmod, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.js'
import { explainFailure } from './explain.js'
import type { PostgresPackage } from './package.js'
import { placeIn } from './place.js'
import { endOrphans, type Postmaster } from './postmaster.js'
import { probe } from './probe.js'
import { preparePrograms } from './programs.js'
import type { Settings } from './settings.js'

/**
 * A log of this size is renamed to postgres.log.1 at the next start and replaces the previous one.
 */
const logBytes = 10_000_000

export interface Installation {
  /** Directory of postgres.log. */
  home: string
  /** PostgreSQL's data directory. */
  cluster: string
  /** Where the programs come from. */
  package: PostgresPackage
  account: Account | null
  settings: Settings
}

/** How to wait for a start. */
export interface Patience {
  /** How long a server that is alive may be silent. */
  patienceMs: number
  /** Stops the wait, and the server if this start launched it. */
  signal?: AbortSignal | undefined
}

/**
 * Starts a server that survives this process and the terminal's Ctrl-C, and resolves when it
 * answers. Resolves to null if the caller should try again, because another process's server was
 * faster or a killed server had left processes. Throws CannotStart with what the server's log says,
 * and then leaves no server running.
 */
export async function launch(
  installation: Installation,
  socketDirectory: string,
  { patienceMs, signal }: Patience,
): Promise<Postmaster | null> {
  const { home, cluster, account } = installation
  // At each start, because it may have been cleaned away since the first one.
  const programs = await preparePrograms(installation.package, account)
  const settings = { ...installation.settings, unix_socket_directories: socketDirectory }
  const logFile = join(home, 'postgres.log')
  const log = await openLog(logFile)
  const before = (await log.stat()).size
  const place = placeIn(cluster, account)
  const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(programs, 'bin', 'postgres'), ['-D', place.directory, ...parameters], {
    ...place.options,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  let failure: unknown
  child.once('error', error => {
    failure = error
  })
  child.unref()
  const ended = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null
  try {
    for (let deadline = performance.now() + patienceMs; !ended(); await sleep(10)) {
      const answer = child.pid === undefined ? 'silent' : await probe(socketDirectory)
      signal?.throwIfAborted()
      if (answer === 'ready' && child.pid !== undefined) return { pid: child.pid, socketDirectory }
      // Recovery from a crash may take any time.
      if (answer === 'starting') deadline = performance.now() + patienceMs
      else if (performance.now() > deadline)
        failure = new Error(`It did not answer for ${patienceMs / 1000} s.`)
    }
    const said = (await readFile(logFile)).subarray(before).toString()
    if (/lock file "postmaster.pid" (?:already exists|is empty)/.test(said)) return null
    if (/pre-existing shared memory block/.test(said)) {
      // They may have ended on their own.
      endOrphans(cluster)
      return null
    }
    throw explainFailure('Starting PostgreSQL', home, said, failure)
  } catch (error) {
    // A stopped process (SIGSTOP) reacts to nothing else.
    child.kill(signal?.aborted ? 'SIGQUIT' : 'SIGKILL')
    throw error
  } finally {
    await log.close()
  }
}

async function openLog(path: string) {
  const size = await stat(path).then(
    found => found.size,
    () => 0,
  )
  if (size > logBytes) await rename(path, `${path}.1`)
  const log = await open(path, 'a+', 0o600)
  await chmod(path, 0o600)
  return log
}
