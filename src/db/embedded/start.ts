import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { CannotStart } from '../../errors.js'
import { serverAccount } from './account.js'
import { ensureCluster } from './cluster.js'
import { explainFailure } from './explain.js'
import { type Installation, launch } from './launch.js'
import { findPackage, type PostgresPackage } from './package.js'
import { findPostmaster, hasClients, isAlive, type Postmaster, stopPostmaster } from './postmaster.js'
import { probe, socketUrl } from './probe.js'
import { preparePrograms } from './programs.js'
import { type Settings, settings as usual } from './settings.js'
import { isSocketDirectory, makeSocketDirectory, removeSocketDirectory, socketName } from './sockets.js'

export interface EmbeddedOptions {
  /** The server's files go to its subdirectory `postgres`. */
  dataDir: string
  settings?: Settings
  package?: PostgresPackage
  log?: Pick<Logger, 'info' | 'warn'>
  /** How long a server that is alive may be silent. */
  patienceMs?: number
}

export interface EmbeddedServer {
  url: string
  pid: number
  /** False for a server that was running already: another process's, or one that a killed process left. */
  started: boolean
  /** Starts the server again, on the same URL, if it is gone: then `pid` changes. Throws CannotStart. */
  revive(): Promise<void>
  /** Stops the server, whoever started it. */
  stop(): Promise<void>
}

/** Brings up the PostgreSQL of `dataDir`, or finds the one that runs already: there is never a second. Throws CannotStart. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const installation = await install(options)
  const { cluster } = installation
  const { postmaster, started } = await bringUp(installation, options)
  const server: EmbeddedServer = {
    url: socketUrl(postmaster.socketDirectory),
    pid: postmaster.pid,
    started,
    async revive() {
      if (isAlive(server.pid) && (await findPostmaster(cluster)).running?.pid === server.pid) return
      const next = await bringUp(installation, options)
      // A command that was faster stops its own server soon, and then the next call succeeds.
      if (next.postmaster.socketDirectory !== postmaster.socketDirectory) return
      server.pid = next.postmaster.pid
    },
    async stop() {
      await stopPostmaster(cluster, server.pid)
      await removeSocketDirectory(postmaster.socketDirectory)
    },
  }
  return server
}

async function install({
  dataDir,
  settings,
  package: found = findPackage(),
}: EmbeddedOptions): Promise<Installation> {
  const wanted = join(dataDir, 'postgres')
  await mkdir(wanted, { recursive: true, mode: 0o700 }).catch(error => {
    throw explainFailure('Making the data directory', wanted, '', error)
  })
  // The server's working directory is compared with this path, so it must be without symlinks.
  const home = await realpath(wanted)
  const cluster = join(home, 'data')
  const account = serverAccount(cluster)
  const programs = await preparePrograms(found, account)
  await ensureCluster(cluster, programs, found.version, account)
  return { home, cluster, programs, account, settings: { ...usual, ...settings } }
}

async function bringUp(
  installation: Installation,
  { log, patienceMs = 30_000 }: EmbeddedOptions,
): Promise<{ postmaster: Postmaster; started: boolean }> {
  const { cluster, account } = installation
  for (;;) {
    const { running, left } = await findPostmaster(cluster)
    if (running !== null) {
      const postmaster = await adopt(cluster, running, patienceMs)
      if (postmaster !== null) return { postmaster, started: false }
      log?.warn(
        { pid: running.pid },
        'PostgreSQL of this data directory could not be reached and is started again',
      )
      continue
    }
    // The directory of a killed server is used again: its users find the new one, and it is not left lying about.
    const again = left !== null && (await isSocketDirectory(left, account))
    const socketDirectory = again ? left : await makeSocketDirectory(account)
    const postmaster = await launch(installation, socketDirectory).catch(async error => {
      await removeSocketDirectory(socketDirectory)
      throw error
    })
    if (postmaster !== null) return { postmaster, started: true }
    if (!again) await removeSocketDirectory(socketDirectory)
  }
}

/** Waits until a running server answers. Null when it was not running after all, or had lost its socket and was stopped. */
async function adopt(cluster: string, found: Postmaster, patienceMs: number): Promise<Postmaster | null> {
  let deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    const { running } = await findPostmaster(cluster)
    if (running?.pid !== found.pid) return null
    if (running.socketDirectory !== '') {
      const answer = await probe(running.socketDirectory)
      if (answer === 'ready') return running
      // Recovery from a crash takes as long as it takes.
      if (answer === 'starting') deadline = Date.now() + patienceMs
      else if (await hasLostSocket(running, cluster)) return null
    }
    await sleep(20)
  }
  throw new CannotStart(
    `PostgreSQL (process ${found.pid}) runs on ${cluster} but does not answer. Stop it (kill ${found.pid}) and start again.`,
  )
}

/** A cleaner of /tmp may have removed the socket; then nobody can come in any more, and the server is stopped. */
async function hasLostSocket({ pid, socketDirectory }: Postmaster, cluster: string): Promise<boolean> {
  if (await isThere(join(socketDirectory, socketName))) return false
  if (hasClients(cluster)) {
    throw new CannotStart(
      `PostgreSQL (process ${pid}) on ${cluster} is in use, and its socket in ${socketDirectory} cannot be seen from here. ` +
        'A Fivehundred service that runs with a private /tmp or in a container must be stopped first, or entered.',
    )
  }
  await stopPostmaster(cluster, pid)
  return true
}

const isThere = (path: string) =>
  realpath(path).then(
    () => true,
    () => false,
  )
