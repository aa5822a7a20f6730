import type { Worker } from 'node:worker_threads'
import { TooManyPictures } from '../../errors.js'
import { openThread } from '../../thread.js'

export interface Painter {
  /**
   * Resolves to the drawing as PNG. Throws TooManyPictures if the queue is too long to finish
   * within seconds; an urgent drawing goes to the front. Rejects if the thread fails or takes too
   * long; the next picture then gets a new thread.
   */
  paint(svg: string, urgent?: boolean): Promise<Uint8Array>
  close(): Promise<void>
}

interface Turn {
  svg: string
  resolve(png: Uint8Array): void
  reject(error: Error): void
}

const mostWaiting = 50
/** Urgent ones, on top of the others. */
const mostUrgent = 10
/** A picture's three megabytes of pixels are freed when its thread ends, rarely sooner. */
const picturesPerThread = 20
const idleMs = 10_000

/** For one picture, and for starting the thread: both normally take less than a second. */
const pictureMs = 5_000

/**
 * Paints one picture after another, in a thread that runs only while there is work. The arguments
 * let a test use a thread that cannot start or hangs.
 */
export function openPainter({ open = openThread, timeoutMs = pictureMs } = {}): Painter {
  /** The first one is being painted. */
  const turns: Turn[] = []
  let thread: Worker | null = null
  let painted = 0
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function launch(): Worker {
    const launched = open('dashboard/card/worker', { name: 'cards' })
    let cause: unknown
    launched.on('message', (png: Uint8Array) => {
      // A thread we gave up on may still have sent this.
      if (thread !== launched) return
      turns.shift()?.resolve(png)
      painted += 1
      if (painted === picturesPerThread) retire()
      paintNext()
    })
    launched.on('error', error => {
      cause = error
    })
    launched.on('exit', () => {
      if (thread === launched) fail(new Error('The painting thread has ended.', { cause }))
    })
    painted = 0
    return launched
  }

  function paintNext(): void {
    clearTimeout(timer)
    const [turn] = turns
    if (turn === undefined) {
      timer = setTimeout(retire, idleMs)
      timer.unref()
      return
    }
    timer = setTimeout(() => fail(new Error('The painting thread takes too long.')), timeoutMs)
    try {
      thread ??= launch()
      thread.postMessage(turn.svg)
    } catch (cause) {
      // Not here: this is the call of somebody who wants another picture.
      setImmediate(() => fail(new Error('The painting thread cannot be started.', { cause })))
    }
  }

  /** Gives up on the first picture; a new thread paints the next one. */
  function fail(error: Error): void {
    retire()
    turns.shift()?.reject(error)
    if (!closed) paintNext()
  }

  function retire(): Promise<unknown> {
    clearTimeout(timer)
    const old = thread
    thread = null
    return old === null ? Promise.resolve() : old.terminate()
  }

  return {
    paint: (svg, urgent = false) =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error('The service is stopping.')
        if (turns.length >= mostWaiting + (urgent ? mostUrgent : 0))
          throw new TooManyPictures({ retryAfterSeconds: 5 })
        turns.splice(urgent ? 1 : turns.length, 0, { svg, resolve, reject })
        if (turns.length === 1) paintNext()
      }),
    async close() {
      closed = true
      for (const { reject } of turns.splice(0)) reject(new Error('The service is stopping.'))
      await retire()
    },
  }
}
