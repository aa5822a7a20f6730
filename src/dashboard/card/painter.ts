import type { Worker } from 'node:worker_threads'
import { TooManyPictures } from '../../errors.js'
import { openThread } from '../../thread.js'

export interface Painter {
  /** Resolves to the drawing as PNG. Throws TooManyPictures while more wait than would have their turn within seconds. */
  paint(svg: string): Promise<Uint8Array>
  close(): Promise<void>
}

interface Turn {
  resolve(png: Uint8Array): void
  reject(error: Error): void
}

const mostWaiting = 50

/** Paints one picture after the other, in a thread that starts with the first and starts anew should it die. */
export function openPainter(): Painter {
  /** In the order in which the thread answers. */
  let turns: Turn[] = []
  let worker: Worker | null = null

  function launch(): Worker {
    const next = openThread(new URL('./worker', import.meta.url), { name: 'cards' })
    let cause: unknown
    next.on('message', (png: Uint8Array) => turns.shift()?.resolve(png))
    next.on('error', error => {
      cause = error
    })
    next.on('exit', () => {
      const abandoned = turns
      turns = []
      worker = null
      for (const { reject } of abandoned) reject(new Error('The thread that paints has ended.', { cause }))
    })
    return next
  }

  return {
    paint: svg =>
      new Promise((resolve, reject) => {
        if (turns.length >= mostWaiting) {
          reject(new TooManyPictures({ retryAfterSeconds: 5 }))
          return
        }
        turns.push({ resolve, reject })
        worker ??= launch()
        worker.postMessage(svg)
      }),
    async close() {
      await worker?.terminate()
    },
  }
}
