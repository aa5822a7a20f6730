/** Codes of Node and postgres.js for a server that is not reached, or a connection that broke. */
const connectionCodes = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/**
 * PostgreSQL's states that a later try may not meet: connection lost (08), rollback by deadlock or
 * conflict (40), out of resources (53), cancelled by a time limit (57014), shutting down or
 * starting (57P).
 */
const passingState = /^(08|40|53)...$|^57P0[1-5]$|^57014$|^25P0[34]$/

/** Whether an error, or what caused it, means that the database does not answer now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== undefined && (connectionCodes.has(code) || passingState.test(code))) return true
  }
  return false
}
