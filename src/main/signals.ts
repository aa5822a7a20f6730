const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Resolves with the first signal to stop; a later one ends the process at once, with status 1. One within `echoMs` of the
 * first is its echo: npm passes a Ctrl-C on that the terminal has sent to this process already.
 */
export function awaitSignal(echoMs = 500): Promise<void> {
  let first: number | null = null
  return new Promise(resolve => {
    for (const signal of signals) {
      process.on(signal, () => {
        if (first !== null && performance.now() - first > echoMs) process.exit(1)
        first ??= performance.now()
        resolve()
      })
    }
  })
}
