import type { Worker } from 'node:worker_threads'
import { TooManyPictures } from '../../errors.js'
import { openThread } from '../../thread.js'

export interface Painter {
  /**
   * Resolves to the drawing as PNG. Throws TooManyPictures while more wait than would have their turn within seconds; an
   * urgent one is the next.
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
/** A picture's three megabytes of pixels are given back when its thread ends, hardly before. */
const picturesPerThread = 20
const idleMs = 10_000

/** Paints one picture after the other, in a thread that is there only while there is work. */
export function openPainter(): Painter {
  /** The first is being painted. */
  const turns: Turn[] = []
  let thread: Worker | null = null
  let painted = 0
  let idle: NodeJS.Timeout | undefined

  function launch(): Worker {
    const launched = openThread('dashboard/card/worker', { name: 'cards' })
    let cause: unknown
    launched.on('message', (png: Uint8Array) => {
      turns.shift()?.resolve(png)
      painted += 1
      if (painted === picturesPerThread) void retire()
      paintNext()
    })
    launched.on('error', error => {
      cause = error
    })
    launched.on('exit', () => {
      if (thread !== launched) return
      thread = null
      turns.shift()?.reject(new Error('The thread that paints has ended.', { cause }))
      paintNext()
    })
    painted = 0
    return launched
  }

  function paintNext(): void {
    clearTimeout(idle)
    const [turn] = turns
    if (turn === undefined) {
      idle = setTimeout(retire, idleMs)
      idle.unref()
      return
    }
    thread ??= launch()
    thread.postMessage(turn.svg)
  }

  async function retire(): Promise<void> {
    clearTimeout(idle)
    const old = thread
    thread = null
    await old?.terminate()
  }

  return {
    paint: (svg, urgent = false) =>
      new Promise((resolve, reject) => {
        if (turns.length >= mostWaiting && !urgent) {
          reject(new TooManyPictures({ retryAfterSeconds: 5 }))
          return
        }
        turns.splice(urgent ? 1 : turns.length, 0, { svg, resolve, reject })
        if (turns.length === 1) paintNext()
      }),
    async close() {
      for (const { reject } of turns.splice(0)) reject(new Error('The service is stopping.'))
      await retire()
    },
  }
}
