import { constants, fstatSync, openSync, write } from 'node:fs'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { promisify } from 'node:util'
import { inTime } from '../in-time.js'

/**
 * Standard output or standard error. Nothing that happens to it can block or end the service.
 */
export interface Output {
  /**
   * Writes text, or drops it if the disk is full, the reader is gone, or too much waits for a slow
   * reader.
   */
  write(text: string): void
  /** Texts dropped since the start. */
  dropped(): number
  /** Waits until pending text is written or dropped, but no longer than this. */
  flush(ms: number): Promise<void>
}

/** Limit of text that waits for a reader, in bytes. */
const mostWaiting = 1024 * 1024
/** A paused terminal (Ctrl-S) is tried again after this time. */
const retryMs = 50

/** Opens standard output (1) or standard error (2). */
export function openOutput(descriptor: 1 | 2): Output {
  let dropped = 0
  const drop = (texts: number) => {
    dropped += texts
  }
  const stream = openStream(descriptor, drop)
  // The callback reports the error; without a listener it would also end the process.
  stream.on('error', () => {})
  return {
    write(text) {
      if (stream.writableLength > mostWaiting) drop(1)
      else stream.write(text, error => error && drop(1))
    },
    dropped: () => dropped,
    flush: ms => inTime(new Promise<void>(resolve => stream.write('', () => resolve())), ms, () => {}),
  }
}

function openStream(descriptor: 1 | 2, drop: (texts: number) => void): Writable {
  const found = fstatSync(descriptor)
  // Node writes to pipes and sockets without waiting; to files and terminals it would wait.
  if (found.isFIFO() || found.isSocket()) return descriptor === 1 ? process.stdout : process.stderr
  return openFile(isatty(descriptor) ? openTerminal(descriptor) : descriptor, drop)
}

/**
 * Opens a terminal again in non-blocking mode. A blocked thread would be bad enough, but the
 * process could not even end before the terminal goes on.
 */
function openTerminal(descriptor: number): number {
  try {
    return openSync(`/dev/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    // It belongs to another user, for example after `su`.
    return descriptor
  }
}

/** Drops what cannot be written; later text is tried again. */
function openFile(descriptor: number, drop: (texts: number) => void): Writable {
  let torn = false
  return new Writable({
    async writev(chunks, done) {
      const texts = chunks.map(({ chunk }) => chunk as Buffer)
      // A line that was only partly written must not run into the next one.
      if (torn) texts[0] = Buffer.concat([Buffer.from('\n'), ...texts.slice(0, 1)])
      const written = await writeAll(descriptor, Buffer.concat(texts))
      if (written > 0) torn = false
      let end = 0
      for (const { length } of texts) {
        const begin = end
        end += length
        if (end <= written || length === 0) continue
        drop(1)
        if (begin < written) torn = true
      }
      done()
    },
  })
}

const writeSome = promisify(write)

/** Returns how many bytes were taken. */
async function writeAll(descriptor: number, bytes: Buffer): Promise<number> {
  let written = 0
  while (written < bytes.length) {
    try {
      written += (await writeSome(descriptor, bytes, written)).bytesWritten
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return written
      await sleep(retryMs, undefined, { ref: false })
    }
  }
  return written
}
