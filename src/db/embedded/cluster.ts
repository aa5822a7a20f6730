import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CannotStart } from '../../errors.js'
import type { Account } from './account.js'
import { explainFailure } from './explain.js'
import { placeIn } from './place.js'

/** An unfinished cluster this old is left from a crash; initdb takes a second. */
const abandonedAfterMs = 600_000

/**
 * Makes the cluster (PostgreSQL's data directory) at `cluster` unless there is one. It is made next
 * to that path and then renamed, so that neither a crash nor two simultaneous first starts leave
 * half a cluster. Throws CannotStart.
 */
export async function ensureCluster(
  cluster: string,
  programs: string,
  version: string,
  account: Account | null,
): Promise<void> {
  const major = version.split('.')[0] ?? version
  if (await isCluster(cluster, major)) return
  const home = dirname(cluster)
  await removeAbandoned(home)
  const unfinished = await mkdtemp(join(home, 'data-unfinished-'))
  try {
    if (account !== null) await chown(unfinished, account.uid, account.gid)
    await initdb(unfinished, programs, account)
    await rename(unfinished, cluster)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    const code = (error as NodeJS.ErrnoException).code
    // Another process was faster.
    if ((code === 'ENOTEMPTY' || code === 'EEXIST') && (await isCluster(cluster, major))) return
    throw error instanceof CannotStart ? error : explainFailure('Making the database', home, '', error)
  }
}

async function isCluster(cluster: string, major: string): Promise<boolean> {
  try {
    const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
    if (found !== major) {
      throw new CannotStart(
        `${cluster} belongs to PostgreSQL ${found}, and this is PostgreSQL ${major}. Start the version of Fivehundred ` +
          'that made it, or set another DATA_DIR.',
      )
    }
    if (process.getuid?.() === 0 && (await stat(cluster)).uid === 0) {
      throw new CannotStart(
        `${cluster} belongs to root, and PostgreSQL does not run as root. Give it away: chown -R nobody ${cluster}`,
      )
    }
    return true
  } catch (error) {
    if (error instanceof CannotStart) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOENT') throw explainFailure('Opening the database', cluster, '', error)
  }
  const content = await readdir(cluster).catch(() => [])
  if (content.length === 0) return false
  throw new CannotStart(
    `${cluster} is not a PostgreSQL data directory; move it away, or set another DATA_DIR.`,
  )
}

async function initdb(directory: string, programs: string, account: Account | null): Promise<void> {
  const place = placeIn(directory, account)
  // The builtin locale sorts by code point, knows upper and lower case for all of Unicode, and is
  // the same on every system.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8']
  // Anyone who can open the socket in its private directory may use the database.
  const access = ['--auth=trust', '--username=fivehundred', '--no-instructions']
  const child = spawn(join(programs, 'bin', 'initdb'), ['-D', place.directory, ...locale, ...access], {
    ...place.options,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', chunk => {
    output += chunk
  })
  child.stderr.on('data', chunk => {
    output += chunk
  })
  const [status] = await once(child, 'close').catch(error => {
    throw explainFailure('initdb', directory, output, error)
  })
  if (status !== 0) throw explainFailure('initdb', directory, output)
}

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const path = join(home, name)
    if (!name.startsWith('data-unfinished-')) continue
    if (Date.now() - (await stat(path)).mtimeMs > abandonedAfterMs)
      await rm(path, { recursive: true, force: true })
  }
}
