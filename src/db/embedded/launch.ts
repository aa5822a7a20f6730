import { spawn } from 'node:child_process'
import { chmod, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.js'
import { explainFailure } from './explain.js'
import { placeIn } from './place.js'
import type { Postmaster } from './postmaster.js'
import { probe } from './probe.js'
import type { Settings } from './settings.js'

/** A log of this size is put aside as postgres.log.1 at the next start, in place of the one before. */
const logBytes = 10_000_000

export interface Installation {
  /** Directory of postgres.log. */
  home: string
  /** PostgreSQL's data directory. */
  cluster: string
  /** Directory with bin/postgres. */
  programs: string
  account: Account | null
  settings: Settings
}

/**
 * Starts a server that outlives this process and the terminal's Ctrl-C, and resolves when it answers; null when another
 * process's server was faster. Throws CannotStart with what the server's log says.
 */
export async function launch(
  installation: Installation,
  socketDirectory: string,
): Promise<Postmaster | null> {
  const { home, cluster, programs, account } = installation
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
  try {
    while (failure === undefined && child.exitCode === null && child.signalCode === null) {
      if (child.pid !== undefined && (await probe(socketDirectory)) === 'ready')
        return { pid: child.pid, socketDirectory }
      await sleep(10)
    }
    const said = (await readFile(logFile)).subarray(before).toString()
    if (/lock file "postmaster.pid" already exists/.test(said)) return null
    throw explainFailure('Starting PostgreSQL', home, said, failure)
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
