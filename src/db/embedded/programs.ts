import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { CannotStart } from '../../errors.js'
import { type Account, isOpenToAll } from './account.js'
import type { PostgresPackage } from './package.js'

/** Directories that may hold a copy, best first. */
function copyParents(userId: number | undefined = process.getuid?.()): string[] {
  const temporary = join(tmpdir(), `fivehundred-programs-${userId ?? 0}`)
  return userId === 0
    ? ['/var/cache/fivehundred', temporary]
    : [join(homedir(), '.cache', 'fivehundred'), temporary]
}

/**
 * Returns a directory with PostgreSQL's `bin`, `lib` and `share` that `account` can run. This is
 * the package itself, or a copy (60 MB, made once per version) if the package is below a private
 * directory or lacks symlinks that cannot be made there. Throws CannotStart if no directory can
 * hold the copy.
 */
export async function preparePrograms(
  found: PostgresPackage,
  account: Account | null,
  parents: string[] = copyParents(),
): Promise<string> {
  const reachable = account === null || isOpenToAll(join(found.native, 'bin', 'postgres'))
  if (reachable && (await makeSymlinks(found.native))) return found.native
  const failures: string[] = []
  for (const parent of parents) {
    try {
      return await copyOnce(found, parent, account)
    } catch (error) {
      failures.push((error as Error).message)
    }
  }
  throw new CannotStart(
    `PostgreSQL's programs in ${found.native} cannot be run from there, and no directory takes a copy ` +
      `(${failures.join('; ')}). Install Fivehundred where every user can read it, or set DATABASE_URL.`,
  )
}

/**
 * The package's install script makes these; they are missing if scripts are blocked. False if they
 * cannot be made.
 */
async function makeSymlinks(native: string): Promise<boolean> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // Both are written as native/lib/….
    const link = join(dirname(native), target)
    try {
      await symlink(relative(dirname(link), join(dirname(native), source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

async function copyOnce(found: PostgresPackage, parent: string, account: Account | null): Promise<string> {
  await mkdir(parent, { recursive: true })
  // The list of links has paths below "native".
  const copy = join(parent, `postgres-${found.version}`)
  const native = join(copy, 'native')
  const mayChange = (await owned(parent)) && (await owned(copy)) !== false
  if (mayChange && !(await isWhole(found.native, native))) await makeCopy(found, parent, copy)
  if (!(await owned(parent)) || !(await owned(copy))) {
    throw new Error(`${copy} can be changed by other users`)
  }
  if (account !== null && !isOpenToAll(join(native, 'bin', 'postgres')))
    throw new Error(`${parent} is private`)
  return native
}

/** A cleaner of /tmp removes files that nobody has read for some days, even from a copy in use. */
async function isWhole(original: string, copy: string): Promise<boolean> {
  const names = (directory: string) => readdir(directory, { recursive: true }).catch(() => [])
  const found = new Set(await names(copy))
  return found.size > 0 && (await names(original)).every(name => found.has(name))
}

/**
 * Written next to its place and renamed, so that a copy is complete unless somebody removes files
 * later.
 */
async function makeCopy(found: PostgresPackage, parent: string, copy: string): Promise<void> {
  await chmod(parent, 0o755)
  const unfinished = await mkdtemp(join(parent, 'copying-'))
  try {
    await cp(found.native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
    if (!(await makeSymlinks(join(unfinished, 'native')))) throw new Error(`${parent} takes no symlinks`)
    await openToAll(unfinished)
    if ((await owned(copy)) && !(await isWhole(found.native, join(copy, 'native'))))
      await remove(copy, parent)
    await rename(unfinished, copy)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    // Another process was faster.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** Renamed first, so that nobody finds a half-deleted copy. */
async function remove(copy: string, parent: string): Promise<void> {
  const aside = await mkdtemp(join(parent, 'removing-'))
  await rename(copy, join(aside, 'copy'))
  await rm(aside, { recursive: true, force: true })
}

/** The package may have been installed under a umask that keeps other users out. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, (await lstat(path)).mode & 0o100 ? 0o755 : 0o644)
  }
}

/**
 * Whether only this user can have written to a directory, because programs in it will be run.
 * Undefined if there is none.
 */
async function owned(directory: string): Promise<boolean | undefined> {
  const found = await lstat(directory).catch(() => undefined)
  if (found === undefined) return undefined
  return found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o022) === 0
}
