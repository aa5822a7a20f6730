import { mkdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { CannotStart } from '../../errors.js'
import { serverAccount } from './account.js'
import { ensureCluster } from './cluster.js'
import { explainFailure } from './explain.js'
import { type Installation, launch, type Patience } from './launch.js'
import { findPackage, type PostgresPackage } from './package.js'
import {
  dismissPostmaster,
  findPostmaster,
  hasClients,
  isAlive,
  type Postmaster,
  stopPostmaster,
} from './postmaster.js'
import { isInUse, probe, socketUrl } from './probe.js'
import { preparePrograms } from './programs.js'
import { type Settings, settings as usual } from './settings.js'
import {
  isSocketDirectory,
  makeSocketDirectory,
  readySocketDirectory,
  removeEmptySocketDirectory,
  removeSocketDirectory,
  socketName,
} from './sockets.js'

export interface EmbeddedOptions {
  /** The server's files go into its subdirectory `postgres`. */
  dataDir: string
  settings?: Settings
  package?: PostgresPackage
  log?: Pick<Logger, 'info' | 'warn'>
  /** How long a server that is alive may be silent. */
  patienceMs?: number
  /** Aborts the start, which then throws, and stops the server if it was started. */
  signal?: AbortSignal | undefined
}

export interface EmbeddedServer {
  url: string
  pid: number
  /**
   * False if the server was already running: another process started it, or a killed one left it.
   */
  started: boolean
  /**
   * Starts the server again, on the same URL, if it is gone or its socket is: then `pid` changes.
   * Can be retried after any failure. Throws CannotStart and system errors.
   */
  revive(signal?: AbortSignal): Promise<void>
  /**
   * Stops the server, even if another process started it. After `patienceMs` it is killed, which
   * costs a recovery at the next start.
   */
  stop(patienceMs?: number): Promise<void>
  /** Asks the server to stop on its own, for a process that is ending and cannot wait. */
  dismiss(): void
}

/**
 * Starts the PostgreSQL of `dataDir`, or finds the one that is already running; there is never a
 * second one. Throws CannotStart.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const installation = await install(options)
  const { cluster } = installation
  const { postmaster, started } = await bringUp(installation, null, options)
  // Everybody who has the URL keeps it, so the socket stays here, whatever happens to the server.
  const { socketDirectory } = postmaster
  const server: EmbeddedServer = {
    url: socketUrl(socketDirectory),
    pid: postmaster.pid,
    started,
    async revive(signal) {
      if (await serves(cluster, server.pid, socketDirectory)) return
      const next = await bringUp(installation, socketDirectory, { ...options, signal })
      server.pid = next.postmaster.pid
    },
    async stop(patienceMs) {
      const { running } = await findPostmaster(cluster)
      if (running !== null) await stopPostmaster(cluster, running.pid, patienceMs)
      await removeSocketDirectory(socketDirectory)
    },
    dismiss: () => dismissPostmaster(cluster, server.pid),
  }
  return server
}

async function serves(cluster: string, pid: number, socketDirectory: string): Promise<boolean> {
  if (!isAlive(pid) || !(await isThere(join(socketDirectory, socketName)))) return false
  return (await findPostmaster(cluster)).running?.pid === pid
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
  // The server's working directory is compared with this path, so it must not contain symlinks.
  const home = await realpath(wanted)
  const cluster = join(home, 'data')
  const account = serverAccount(cluster)
  await ensureCluster(cluster, await preparePrograms(found, account), found.version, account)
  return { home, cluster, package: found, account, settings: { ...usual, ...settings } }
}

/** Starts a server with its socket in `place`, or anywhere if that is null. */
async function bringUp(
  installation: Installation,
  place: string | null,
  { log, patienceMs = 30_000, signal }: EmbeddedOptions,
): Promise<{ postmaster: Postmaster; started: boolean }> {
  const { cluster, account } = installation
  for (const deadline = performance.now() + patienceMs; ; signal?.throwIfAborted()) {
    const { running, left } = await findPostmaster(cluster)
    if (running !== null) {
      const postmaster = await adopt(cluster, running, place, { patienceMs, signal })
      if (postmaster !== null && (place === null || postmaster.socketDirectory === place))
        return { postmaster, started: false }
      if (postmaster !== null) await stopElsewhere(cluster, postmaster)
      log?.warn(
        { pid: running.pid },
        'PostgreSQL of this data directory could not be reached and is started again.',
      )
      continue
    }
    // Reuse the directory of a killed server, so that none is left behind.
    const again = left !== null && (await isSocketDirectory(left, account)) ? left : null
    const socketDirectory = place ?? again ?? (await makeSocketDirectory(account))
    try {
      await readySocketDirectory(socketDirectory, account)
      const postmaster = await launch(installation, socketDirectory, { patienceMs, signal })
      if (postmaster !== null) return { postmaster, started: true }
    } catch (error) {
      await removeEmptySocketDirectory(socketDirectory)
      throw error
    }
    // Another process's server was faster, or processes of a killed server have yet to end. If no
    // server ever shows up, the pid file is not ours to remove.
    if (socketDirectory !== place) await removeEmptySocketDirectory(socketDirectory)
    if (performance.now() > deadline) {
      throw new CannotStart(
        `${cluster}/postmaster.pid names a PostgreSQL that cannot be found. If none runs, remove it.`,
      )
    }
    await sleep(50)
  }
}

/**
 * A command may have started its own server while ours was gone. That server ends with the command.
 */
async function stopElsewhere(cluster: string, { pid, socketDirectory }: Postmaster): Promise<void> {
  if (await isInUse(socketDirectory)) {
    throw new CannotStart(
      `A command has started PostgreSQL (process ${pid}) on ${cluster}; the service waits until it has ended.`,
    )
  }
  await stopPostmaster(cluster, pid)
  await removeSocketDirectory(socketDirectory)
}

/**
 * Waits until a running server answers. Null if it was not running after all, or had lost its
 * socket and was stopped.
 */
async function adopt(
  cluster: string,
  found: Postmaster,
  place: string | null,
  { patienceMs, signal }: Patience,
): Promise<Postmaster | null> {
  let deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    const { running } = await findPostmaster(cluster)
    if (running?.pid !== found.pid) return null
    if (running.socketDirectory !== '') {
      const answer = await probe(running.socketDirectory)
      signal?.throwIfAborted()
      if (answer === 'ready') return running
      // Recovery from a crash may take any time.
      if (answer === 'starting') deadline = performance.now() + patienceMs
      else if (await hasLostSocket(running, cluster, place)) return null
    }
    await sleep(20)
    signal?.throwIfAborted()
  }
  throw new CannotStart(
    `PostgreSQL (process ${found.pid}) runs on ${cluster} but does not answer. Stop it (kill ${found.pid}) and start again.`,
  )
}

/**
 * A cleaner of /tmp may have removed the socket. Then nobody can connect any more, and the server
 * is stopped.
 */
async function hasLostSocket(
  { pid, socketDirectory }: Postmaster,
  cluster: string,
  place: string | null,
): Promise<boolean> {
  if (await isThere(join(socketDirectory, socketName))) return false
  // A place where we have seen it before is not another process's private one.
  if (socketDirectory !== place && hasClients(cluster)) {
    throw new CannotStart(
      `PostgreSQL (process ${pid}) on ${cluster} is in use, and its socket in ${socketDirectory} cannot be seen from here. ` +
        'A Fivehundred service that runs with a private /tmp or in a container must be stopped first, or run the command inside it.',
    )
  }
  await stopPostmaster(cluster, pid)
  return true
}

/** Needs no file descriptor. */
const isThere = (path: string) =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
