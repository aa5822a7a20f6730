import { headBytes, readError, type } from './messages.js'

/**
 * What the server has sent, for the driver, and the error with which it ends the session, if it
 * does.
 */
interface Received {
  pass: Buffer
  fatal: Error | null
}

/** Between two looks at a conversation. */
export const lookMs = 5_000
/** Looks for which an idle server may take to answer. */
const patience = 2
/**
 * A transaction that waits for its client is not asked: the server ends it when it waits for too
 * long.
 */
const idle = 'I'.charCodeAt(0)

/**
 * Follows what driver and server say to each other, to tell a server that is gone from one that has
 * nothing to say. An idle one is asked from time to time, by a `sync` of which the driver knows
 * nothing; one that works on a statement may take `answerMs`, within which it must have cancelled
 * it.
 */
export class Conversation {
  readonly #answerMs: number
  readonly #out = new Walk()
  readonly #in = new Walk()
  /** Answers that the driver waits for. */
  #owed = 0
  #asked = false
  #quiet = 0
  #state = idle
  /** The parts of a message that is kept from the driver until it is whole. */
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

  /** What to do now: ask the server whether it is there, give it up, or nothing. */
  look(): 'ask' | 'give up' | null {
    if (this.#owed === 0 && !this.#asked) {
      if (this.#state !== idle) return null
      this.#asked = true
      this.#quiet = 0
      return 'ask'
    }
    // Looks are counted, not time: this process may have stood still itself.
    this.#quiet += 1
    const looks = this.#asked ? patience : Math.ceil(this.#answerMs / lookMs) + 1
    return this.#quiet >= looks ? 'give up' : null
  }
}

interface Follower {
  begins?(kind: number, at: number): void
  ends?(kind: number, at: number): void
}

/** Follows messages through chunks that are cut anywhere. */
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
