const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** From the first signal to the end of the process at the latest, whatever it is doing. */
const longestMs = 9_500

/** The reason for which something was broken off. */
export class Stopped extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`Broken off by ${signal}.`)
  }
}

/**
 * Calls `work` with a signal that aborts, for the reason Stopped, when the process is told to stop.
 * A later one ends the process at once, with status 1, and so does work that takes too long to
 * stop. One within `echoMs` of the first is its echo: npm passes a Ctrl-C on that the terminal has
 * sent to this process already. It may come after the work has stopped, so once told the process
 * listens until its end.
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
