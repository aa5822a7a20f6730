import { readFileSync } from 'node:fs'

/** The package's version. The file lies two levels up from `src/cli` and from `dist/cli`. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
