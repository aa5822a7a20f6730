import { render } from '../cli/text.js'
import type { Output } from './output.js'

const levels: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
}

/** Writes each line of pino's log for a person: on a terminal, JSON hides what matters. */
export function readableLog(output: Pick<Output, 'write'>): Pick<Output, 'write'> {
  return { write: line => output.write(readable(line)) }
}

/**
 * "12:03:04 WARN  A message. {"port":3000}", with the time in the zone of this machine and the
 * stack of an error below it.
 */
function readable(line: string): string {
  const { level, time, msg = '', err, pid: _, hostname: __, ...facts } = JSON.parse(line)
  const at = new Date(time).toLocaleTimeString('en-GB')
  const more = Object.keys(facts).length > 0 ? JSON.stringify(facts) : ''
  const head = [at, (levels[level] ?? String(level)).padEnd(5), msg || err?.message, more].filter(Boolean)
  const stack = err === undefined ? [] : String(err.stack ?? JSON.stringify(err)).split('\n')
  // A referrer or a name in it may try to control the terminal.
  return [head.join(' '), ...stack.map(each => `  ${each}`)].map(each => `${render(each, false)}\n`).join('')
}
