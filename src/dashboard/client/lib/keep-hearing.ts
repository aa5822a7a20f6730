/** The service sends something every ten seconds: a stream that is silent for longer is dead. */
const silentMs = 25_000
const firstPauseMs = 2_000
const longestPauseMs = 15_000

/**
 * Listens to a stream of server-sent events until the returned function is called. If it ends,
 * fails or falls silent, it is opened again after a pause that differs from page to page, so that
 * they do not all hit a service that has just restarted.
 */
export function keepHearing(
  address: string,
  hear: (data: string) => void,
  { open = (at: string) => new EventSource(at), chance = Math.random } = {},
): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let pauseMs = firstPauseMs

  function connect(): void {
    const opened = open(address)
    source = opened
    opened.addEventListener('message', ({ data }) => {
      alive()
      hear(data)
    })
    opened.addEventListener('beat', alive)
    opened.addEventListener('error', again)
    watch()
  }

  function alive(): void {
    pauseMs = firstPauseMs
    watch()
  }

  function watch(): void {
    clearTimeout(timer)
    timer = setTimeout(again, silentMs)
  }

  function again(): void {
    stop()
    timer = setTimeout(connect, pauseMs * (1 + chance()) * 0.5)
    pauseMs = Math.min(2 * pauseMs, longestPauseMs)
  }

  function stop(): void {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  connect()
  return stop
}
