import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What `load.ts` found; times in milliseconds. */
export interface LoadResult {
  perSecond: number
  answers: number
  unexpected: number
  p50: number
  p99: number
}

const loader = fileURLToPath(new URL('./load.ts', import.meta.url))

/**
 * Loads a port for so many seconds, with as many requests a second as get through where `rate` is
 * 0. `prefix` is a command to run the load with, such as `taskset -c 1`.
 */
export async function runLoad(
  port: string | number,
  seconds: number,
  rate: number,
  prefix: string[] = [],
): Promise<LoadResult> {
  const load = [process.execPath, '--import=tsx', loader, String(port), String(seconds), String(rate)]
  const [program = '', ...rest] = [...prefix, ...load]
  const { stdout } = await promisify(execFile)(program, rest)
  return JSON.parse(stdout) as LoadResult
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
