import type { Config } from '../config.js'
import { InvalidInput } from '../errors.js'
import { isBroken } from '../typed/controls.js'
import { parseUrl } from '../typed/parse-url.js'
import { trim } from '../typed/trim.js'
import { isThisService } from './this-service.js'

/** In characters, for the target both as given and as stored. */
export const maxTargetLength = 8192

type Own = Pick<Config, 'baseUrl' | 'host' | 'port'>

/** What is wrong with a link's target and how to fix it; null if it is valid. */
export function targetProblem(text: string, own: Own): string | null {
  if (text.length > maxTargetLength) return `must have at most ${maxTargetLength} characters`
  if (isBroken(text)) return 'must not contain control characters or broken Unicode'
  const url = parseUrl(trim(text))
  if (url === null) return 'must be an absolute address such as https://example.com/page'
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `must begin with http:// or https://, not ${url.protocol}`
  }
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
  // The full stop at the end of a fully qualified name is not an empty label.
  if (url.hostname.replace(/\.$/, '').split('.').includes(''))
    return 'must name a host without empty parts, such as example.com'
  if (isTooLong(url.hostname))
    return 'must name a host of at most 253 characters, each part between its dots at most 63'
  if (isThisService(url, own)) return 'must not lead to this service itself'
  if (url.href.length > maxTargetLength) return `must have at most ${maxTargetLength} characters when encoded`
  return null
}

/** Whether DNS cannot hold a name, in the ASCII form in which DNS has it. */
function isTooLong(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '')
  return name.length > 253 || name.split('.').some(label => label.length > 63)
}

/** The target in WHATWG's normal form. Throws InvalidInput naming the field `url`. */
export function readTarget(text: string, own: Own): string {
  const problem = targetProblem(text, own)
  if (problem !== null) throw new InvalidInput([{ field: 'url', message: problem }])
  return new URL(trim(text)).href
}
