import { readFileSync } from 'node:fs'

/** A file of the package by its path there, from the sources as from what is built of them. */
export function packageFile(path: string): URL {
  return new URL(path, import.meta.resolve('fivehundred/package.json'))
}

/** The package's version. */
export function version(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version
}
