// Preloaded by the threads of a test: tells which changes they come across.
import { appendFileSync } from 'node:fs'

const { COVERED } = process.env
const told = new Set<string>()

// A thread that is ended has no `exit`.
setInterval(tell, 50).unref()
process.on('exit', tell)

function tell(): void {
  const { __stryker__: stryker } = globalThis as {
    __stryker__?: { mutantCoverage?: { static: Record<string, number> } }
  }
  const fresh = Object.keys(stryker?.mutantCoverage?.static ?? {}).filter(change => !told.has(change))
  for (const change of fresh) told.add(change)
  if (COVERED && fresh.length > 0) appendFileSync(`${COVERED}.threads`, `${fresh.join('\n')}\n`)
}
