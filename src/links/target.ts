import type { Config } from '../config.js'
import { InvalidInput } from '../errors.js'

/** Characters, of the target as given and as stored. */
export const maxTargetLength = 8192

const anyAddress = new Set(['0.0.0.0', '[::]', '::'])
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

type Own = Pick<Config, 'baseUrl' | 'host' | 'port'>

/** What is wrong with a link's target, in words that name the remedy; null for a good one. */
export function targetProblem(text: string, own: Own): string | null {
  if (text.length > maxTargetLength) return `must have at most ${maxTargetLength} characters`
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'must not contain control characters or broken Unicode'
  if (!URL.canParse(text)) return 'must be an absolute address such as https://example.com/page'
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `must begin with http:// or https://, not ${url.protocol}`
  }
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
  if (isOwn(url, own)) return 'must not lead to this service itself'
  if (url.href.length > maxTargetLength) return `must have at most ${maxTargetLength} characters when encoded`
  return null
}

/** The target in WHATWG's normal form. Throws InvalidInput naming the field `url`. */
export function readTarget(text: string, own: Own): string {
  const problem = targetProblem(text, own)
  if (problem !== null) throw new InvalidInput([{ field: 'url', message: problem }])
  return new URL(text).href
}

function isOwn(url: URL, own: Own): boolean {
  const host = bare(url.hostname)
  if (host === bare(new URL(own.baseUrl).hostname)) return true
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (port !== own.port) return false
  return (
    host === bare(own.host) || host === `[${bare(own.host)}]` || loopback.has(host) || anyAddress.has(host)
  )
}

/** In lower case, and without the dot that may end a full domain name. */
function bare(host: string): string {
  return host.toLowerCase().replace(/\.$/, '')
}
