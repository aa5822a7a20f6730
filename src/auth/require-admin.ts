import { Forbidden } from '../errors.js'
import type { ApiKey } from './authenticate.js'

/** Throws Forbidden for a key with another role. */
export function requireAdmin(key: ApiKey | null): void {
  if (key?.role !== 'admin') throw new Forbidden({ role: key?.role ?? 'none' })
}
