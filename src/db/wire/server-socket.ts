import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { codes, hasCode } from '../errors.js'
import type { Address, Server } from './address.js'
import { Conversation, lookMs } from './conversation.js'
import { dial, type Encryption, NotEncrypted } from './dial.js'
import { type Greeting, greet, hungUp, Refused } from './greet.js'
import { sync } from './messages.js'

export interface Session extends Pick<Greeting, 'startup' | 'setup'> {
  address: Address
  /** The server answers every statement within this time, even if only to say it was cancelled. */
  answerMs: number
}

/** How long closing may take. */
const farewellMs = 1_000

/**
 * A socket for postgres.js that finds its server as libpq would: among several, with or without
 * TLS. The driver only answers when asked for a password. When a server ends the session, hangs or
 * is gone, the driver sees a broken socket, always with the reason. On its own, the driver (3.4.9)
 * waits for a server that silently went away, endlessly retries one that hangs up during the
 * greeting, and blames the error of a lost session on the next one.
 */
export class ServerSocket extends Duplex {
  readonly #session: Session
  readonly #ended = new AbortController()
  #socket: Socket | null = null
  #conversation: Conversation | null = null
  /** Until the server asks something, the driver can only repeat what the greeting already says. */
  #asked = false
  readonly #looking: NodeJS.Timeout

  constructor(session: Session) {
    super({ emitClose: false })
    this.#session = session
    this.#looking = setInterval(() => this.#look(), lookMs).unref()
    this.#connect().catch(error => this.destroy(error))
  }

  /** As on a net.Socket; the driver reads it before it says goodbye. */
  get readyState(): string {
    return this.destroyed ? 'closed' : 'open'
  }

  async #connect(): Promise<void> {
    const failures: { server: Server; error: Error }[] = []
    for (const { server, target, ways } of choices(this.#session.address)) {
      for (const encryption of ways) {
        const error = await this.#try(server, encryption, target).catch((error: Error) => error)
        if (error === undefined || this.destroyed) return
        const last = failures.at(-1)
        if (last?.server !== server) failures.push({ server, error })
        // A server's own message says more than that it does not support TLS.
        else if (!(last.error instanceof Refused)) last.error = error
        if (isFinal(error)) throw error.cause
        if (!isAboutEncryption(error)) break
      }
    }
    throw summary(failures)
  }

  async #try(server: Server, encryption: Encryption, target: Greeting['target']): Promise<void> {
    const { address, startup, setup } = this.#session
    const attempt = new AbortController()
    const end = () => attempt.abort(this.#ended.signal.reason)
    const { connectTimeoutMs: ms } = address
    const late = () => attempt.abort(timedOut(`No answer within ${ms / 1000} s`))
    const timer = ms > 0 ? setTimeout(late, ms) : undefined
    this.#ended.signal.addEventListener('abort', end)
    try {
      const socket = await dial(server, encryption, address.tls, attempt.signal)
      attempt.signal.addEventListener('abort', () => socket.destroy(attempt.signal.reason))
      this.#socket = socket
      this.#asked = false
      if (address.keepAliveMs !== null) socket.setKeepAlive(true, address.keepAliveMs)
      const rest = await greet(socket, { startup, setup, target }, message => {
        this.#asked = true
        this.push(message)
      })
      this.#follow(socket, rest)
    } catch (error) {
      this.#socket?.destroy()
      this.#socket = null
      throw attempt.signal.aborted ? attempt.signal.reason : error
    } finally {
      clearTimeout(timer)
      this.#ended.signal.removeEventListener('abort', end)
    }
  }

  #follow(socket: Socket, rest: Buffer): void {
    this.#conversation = new Conversation(this.#session.answerMs)
    socket.on('data', chunk => this.#receive(chunk))
    socket.on('error', error => this.destroy(error))
    socket.on('close', () => this.destroy(hungUp()))
    if (rest.length > 0) this.#receive(rest)
  }

  #receive(chunk: Buffer): void {
    if (this.#conversation === null) return
    const { pass, fatal } = this.#conversation.received(chunk)
    if (pass.length > 0 && !this.push(pass)) this.#socket?.pause()
    if (fatal !== null) afterPromises(() => this.destroy(fatal))
  }

  #look(): void {
    const next = this.#conversation?.look()
    if (next === 'ask') this.#socket?.write(sync)
    if (next === 'give up') this.destroy(timedOut('The server does not answer any more'))
  }

  override _read(): void {
    this.#socket?.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#socket === null || !this.#asked) {
      done()
      return
    }
    this.#conversation?.sent(chunk)
    if (this.#socket.write(chunk)) done()
    else this.#socket.once('drain', () => done())
  }

  override _final(done: (error?: Error | null) => void): void {
    done()
    setTimeout(() => this.destroy(), farewellMs).unref()
    if (this.#socket === null) this.destroy()
    else this.#socket.end(() => this.destroy())
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearInterval(this.#looking)
    this.#ended.abort(error ?? undefined)
    this.#socket?.destroy()
    done(error)
    // Same turn as the error's: the driver would treat a statement in between as sent, and it would
    // never end.
    process.nextTick(() => this.emit('close', error !== null))
  }
}

/**
 * Does it in this turn, after every promise that is settled now has been heard. Code that waits for
 * what the driver was just passed, such as the stream of a copy, must first have the chance to
 * listen for errors: one that nobody listens for ends the process.
 */
function afterPromises(act: () => void): void {
  queueMicrotask(() => process.nextTick(act))
}

function timedOut(message: string): Error {
  return Object.assign(new Error(message), { code: 'ETIMEDOUT' })
}

interface Choice {
  server: Server
  target: Greeting['target']
  /** One after the other, as long as they fail because of encryption. */
  ways: readonly Encryption[]
}

/** The servers in the order in which they are tried. */
function choices({ servers, shuffled, target, tls }: Address): Choice[] {
  const order = servers.map(server => ({ server, rank: shuffled ? Math.random() : 0 }))
  order.sort((one, other) => one.rank - other.rank)
  const targets: Greeting['target'][] = target === 'prefer-standby' ? ['standby', 'any'] : [target]
  return targets.flatMap(target =>
    order.map(({ server }) => ({
      server,
      target,
      ways: server.address.startsWith('/') ? ['none'] : waysOf(tls),
    })),
  )
}

function waysOf({ mode }: Address['tls']): Encryption[] {
  if (mode === 'disable') return ['none']
  if (mode === 'allow') return ['none', 'needed']
  return mode === 'prefer' ? ['offered', 'none'] : ['needed']
}

/** Whether the server's answer is final, so that no other server is tried. */
function isFinal(error: Error): error is Refused {
  return error instanceof Refused && error.begun && !hasCode(error, codes.ofThisServer)
}

/** Whether the same server may answer differently with encryption, or without. */
function isAboutEncryption(error: Error): boolean {
  if (error instanceof Refused) return !error.begun && !hasCode(error, codes.ofThisServer)
  return error instanceof NotEncrypted
}

/** For each server tried, the reason why it was not used. */
function summary(failures: { server: Server; error: Error }[]): Error {
  const reasons = failures.map(({ server, error }) => ({
    server,
    error: error instanceof Refused ? error.cause : error,
  }))
  const [first] = reasons
  if (first !== undefined && reasons.length === 1) return first.error
  const message = reasons
    .map(({ server, error }) => `${server.host || server.address}: ${error.message}`)
    .join('; ')
  const last: NodeJS.ErrnoException | undefined = reasons.at(-1)?.error
  return Object.assign(new Error(message), { code: last?.code })
}
