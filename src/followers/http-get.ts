import { get as getHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import type { LookupFunction } from 'node:net'

export interface Get {
  url: URL
  headers?: Record<string, string>
  /**
   * Looks up the host instead of the system, so that it can refuse an address right when it is
   * used.
   */
  lookup?: LookupFunction
}

export interface Reply {
  status: number
  headers: Record<string, string | undefined>
  text: string
}

/**
 * One GET with a time limit and a size limit. It follows no redirects, so that no credentials reach
 * another host. Rejects if no complete answer comes. (fetch cannot be used, because it has no
 * lookup option.)
 */
export function httpGet(request: Get, limits: { timeoutMs: number; maxBytes: number }): Promise<Reply> {
  const { url, headers, lookup } = request
  const { timeoutMs, maxBytes } = limits
  return new Promise((resolve, reject) => {
    const options = {
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'Fivehundred',
        ...headers,
      },
      signal: AbortSignal.timeout(timeoutMs),
      ...(lookup && { lookup }),
      // A reused connection could have been opened without this request's lookup.
      agent: false as const,
    }
    const onResponse = (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > maxBytes) response.destroy(new Error(`more than ${maxBytes} bytes`))
      })
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: flat(response.headers),
          text: Buffer.concat(chunks).toString(),
        }),
      )
    }
    const get = url.protocol === 'https:' ? getHttps : getHttp
    get(url, options, onResponse).on('error', error =>
      reject(error.name === 'AbortError' ? new Error(`nothing within ${timeoutMs} ms`) : error),
    )
  })
}

function flat(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]))
}
