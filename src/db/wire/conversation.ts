import { headBytes, readError, type } from './messages.js'

/** What the server has sent to the driver, and the error with which it ends the session, if any. */
interface Received {
  pass: Buffer
  fatal: Error | null
}

/** Time between two checks of a conversation. */
export const lookMs = 5_000
/** Number of checks within which an idle server has to answer. */
const patience = 2
/**
 * A transaction that waits for its client is not probed: the server ends it after too long a wait.
 */
const idle = 'I'.charCodeAt(0)

/**
 * Follows the traffic between driver and server, to tell a dead server from one that has nothing to
 * say. An idle server is probed from time to time with a `sync` that the driver does not know
 * about. A server that works on a statement may take `answerMs`; by then it must have cancelled the
 * statement.
 */
export class Conversation {
  readonly #answerMs: number
  readonly #out = new Walk()
  readonly #in = new Walk()
  /** Number of answers that the driver waits for. */
  #owed = 0
  #asked = false
  #quiet = 0
  #state = idle
  /** Parts of a message, held back from the driver until it is complete. */
  #held: Buffer[] | null = null

  constructor(answerMs: number) {
    this.#answerMs = answerMs
  }

  /** The driver sends this. */
  sent(chunk: Buffer): void {
    this.#out.follow(chunk, {
      begins: kind => {
        if (kind === type.query || kind === type.sync) this.#owed += 1
      },
    })
  }

  /** The server sends this. */
  received(chunk: Buffer): Received {
    const pass: Buffer[] = []
    let fatal: Error | null = null
    let from = 0
    this.#quiet = 0
    this.#in.follow(chunk, {
      begins: (kind, at) => {
        if (kind !== type.error && !(kind === type.ready && this.#asked)) return
        pass.push(chunk.subarray(from, at))
        from = at
        this.#held = []
      },
      ends: (kind, at) => {
        if (kind === type.ready) this.#state = chunk[at - 1] ?? idle
        if (this.#held === null) {
          if (kind === type.ready) this.#owed = Math.max(0, this.#owed - 1)
          return
        }
        const message = Buffer.concat([...this.#held, chunk.subarray(from, at)])
        this.#held = null
        from = at
        if (kind === type.ready) {
          this.#asked = false
          return
        }
        const error = readError(message)
        if (error.severity === 'FATAL' || error.severity === 'PANIC') fatal ??= error
        else pass.push(message)
      },
    })
    if (this.#held === null) pass.push(chunk.subarray(from))
    else this.#held.push(chunk.subarray(from))
    const [only] = pass
    return { pass: pass.length === 1 && only !== undefined ? only : Buffer.concat(pass), fatal }
  }

  /** What to do now: probe the server, give it up, or nothing. */
  look(): 'ask' | 'give up' | null {
    if (this.#owed === 0 && !this.#asked) {
      if (this.#state !== idle) return null
      this.#asked = true
      this.#quiet = 0
      return 'ask'
    }
    // Checks are counted, not time, because this process itself may have been paused.
    this.#quiet += 1
    const looks = this.#asked ? patience : Math.ceil(this.#answerMs / lookMs) + 1
    return this.#quiet >= looks ? 'give up' : null
  }
}

interface Follower {
  begins?(kind: number, at: number): void
  ends?(kind: number, at: number): void
}

/** Finds messages in chunks that may be cut anywhere. */
class Walk {
  readonly #head = Buffer.alloc(headBytes)
  #got = 0
  #left = 0

  follow(chunk: Buffer, { begins, ends }: Follower): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#got < headBytes) {
        const byte = chunk[at] ?? 0
        if (this.#got === 0) begins?.(byte, at)
        this.#head[this.#got++] = byte
        at += 1
        if (this.#got === headBytes) this.#left = this.#head.readUInt32BE(1) - 4
      } else {
        const step = Math.min(this.#left, chunk.length - at)
        this.#left -= step
        at += step
      }
      if (this.#got === headBytes && this.#left <= 0) {
        this.#got = 0
        ends?.(this.#head[0] ?? 0, at)
      }
    }
  }
}
