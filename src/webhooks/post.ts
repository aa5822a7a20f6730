import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Reach } from './reach.js'

export interface Limits {
  /** Until the answer's status is there. */
  answerMs: number
  /** After that, for the first bytes of its body. */
  bodyMs: number
  bodyBytes: number
  headerBytes: number
}

export const usualLimits: Limits = {
  answerMs: 15_000,
  bodyMs: 1_000,
  bodyBytes: 1_024,
  headerBytes: 16 * 1024,
}

export interface Answer {
  status: number
  /** Where a redirect leads. */
  location: string | null
  /** The first bytes of its body. */
  text: string
}

/**
 * One POST of JSON. It follows no redirects, and reads no more of the answer than the limits allow.
 * Rejects with an error in plain words if there is no answer.
 */
export function post(
  { url, headers, body }: { url: string; headers: Record<string, string>; body: string },
  { reach, limits, signal }: { reach: Reach; limits: Limits; signal: AbortSignal },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const problem = reach.problem(url)
    if (problem !== null) return reject(new Error(`The address ${problem}.`))
    const bytes = Buffer.from(body)
    const start = new URL(url).protocol === 'https:' ? requestHttps : requestHttp
    const request = start(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': bytes.length,
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'Fivehundred',
        ...headers,
      },
      lookup: reach.lookup,
      maxHeaderSize: limits.headerBytes,
      signal,
      // A reused connection could have been opened when its address was still another one.
      agent: false,
    })
    const timer = setTimeout(() => {
      request.destroy(new Error(`It did not answer within ${limits.answerMs / 1000} seconds.`))
    }, limits.answerMs)
    request.on('close', () => clearTimeout(timer))
    request.on('error', error => reject(inWords(error, limits)))
    request.on('response', response => {
      clearTimeout(timer)
      readStart(response, limits, text => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, location: headers.location ?? null, text })
        request.destroy()
      })
    })
    request.end(bytes)
  })
}

/** Reads the first bytes of a body, until it ends, or there are enough, or it takes too long. */
function readStart(response: IncomingMessage, limits: Limits, done: (text: string) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  const timer = setTimeout(finish, limits.bodyMs)
  function finish() {
    clearTimeout(timer)
    done(Buffer.concat(chunks).subarray(0, limits.bodyBytes).toString())
  }
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    if (size >= limits.bodyBytes) finish()
  })
  response.on('end', finish)
  response.on('error', finish)
}

function inWords(error: NodeJS.ErrnoException, { headerBytes }: Limits): Error {
  if (error.code === 'HPE_HEADER_OVERFLOW')
    return new Error(`Its headers have more than ${headerBytes} bytes.`)
  return error
}
