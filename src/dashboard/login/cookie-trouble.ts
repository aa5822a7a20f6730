import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.js'

/**
 * Why no login can last in this browser, and what to do: with HTTPS in BASE_URL our cookies are
 * sent over HTTPS only, but the page was loaded over HTTP. Null without clear signs of that. Even a
 * proxy that is not trusted may say which scheme it was, and browsers send Sec-Fetch-Site only to
 * addresses they consider safe, such as localhost.
 */
export function cookieTrouble(
  { protocol, headers }: Pick<FastifyRequest, 'protocol' | 'headers'>,
  { baseUrl }: Pick<Config, 'baseUrl'>,
): string | null {
  const told = `${headers['x-forwarded-proto']} ${headers.forwarded}`
  const safe = protocol === 'https' || /\bhttps\b/i.test(told) || headers['sec-fetch-site'] !== undefined
  if (safe || !baseUrl.startsWith('https:')) return null
  return (
    `This page was loaded over HTTP, but BASE_URL is ${baseUrl}, so your browser does not send the login’s cookie back. ` +
    `Log in at ${baseUrl}/login. Without HTTPS here, set BASE_URL to the http:// address that you use, and start the service again.`
  )
}
