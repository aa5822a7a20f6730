import type { Config } from '../../config.js'

/** Addresses that mean the very computer they are opened on. */
const own = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/

/**
 * What it means that the short links lead to this computer, and what to do; null if they do not. A
 * demo is not for others.
 */
export function onlyHere({ baseUrl, demo }: Pick<Config, 'baseUrl' | 'demo'>): string | null {
  if (demo || !own.test(new URL(baseUrl).hostname)) return null
  return (
    `Short links begin with ${baseUrl}, which nobody but this computer can open: ` +
    'before you tweet one, set BASE_URL to the address that others reach, and start the service again.'
  )
}
