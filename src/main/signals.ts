const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Longest time from the first signal to the end of the process, whatever it is doing. */
const longestMs = 9_500

/** The reason why something was aborted. */
export class Stopped extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`Broken off by ${signal}.`)
  }
}

/**
 * Calls `work` with an abort signal, which fires with the reason Stopped when the process receives
 * a stop signal. A second stop signal ends the process at once with status 1, and so does work that
 * takes too long to stop. A second signal within `echoMs` is ignored: npm passes on a Ctrl-C that
 * the terminal has already sent to this process. It may arrive after the work has stopped, so the
 * process keeps listening until it ends.
 */
export async function untilSignal<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { echoMs = 500, endMs = longestMs } = {},
): Promise<T> {
  const stopping = new AbortController()
  let toldAt = Number.NaN
  const stop = (signal: NodeJS.Signals) => {
    if (!stopping.signal.aborted) {
      toldAt = performance.now()
      setTimeout(() => process.exit(1), endMs).unref()
      stopping.abort(new Stopped(signal))
    } else if (performance.now() - toldAt > echoMs) process.exit(1)
  }
  for (const signal of signals) process.on(signal, stop)
  try {
    return await work(stopping.signal)
  } finally {
    if (!stopping.signal.aborted) for (const signal of signals) process.off(signal, stop)
  }
}
