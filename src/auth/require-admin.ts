import { Unauthorized } from '../errors.js'
import { requireRight } from './access.js'
import type { ApiKey } from './authenticate.js'

/** Throws Forbidden for a key that may not manage the service. */
export function requireAdmin(key: ApiKey | null): void {
  if (key === null) throw new Unauthorized()
  requireRight(key, 'service')
}
