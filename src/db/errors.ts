import { rootCause } from '../errors.js'

/**
 * Groups of errors: SQLSTATE prefixes (two digits are a class), and codes of the driver (CONNECT…)
 * and the system (E…). Groups differ in how we react.
 */
export const codes = {
  /**
   * A retry may succeed: no connection (08), deadlock or conflict (40), no room (53), a time limit,
   * a stop or a start (57), too long idle (25P03, 25P04).
   */
  unavailable:
    /^(?:(?:08|40|53)...|57P0[1-5]|57014|25P0[34]|CONNECT_TIMEOUT|CONNECTION_(?:CLOSED|DESTROYED|ENDED)|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT)$/,
  /** At startup: the server is restarting (57P), full for now, or not reachable yet. */
  comesLater:
    /^(?:57P|53300|08|ECONN|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|CONNECT|NOT_SUITED)/,
  /** One of several servers is down, starting or full; another one may be fine. */
  ofThisServer: /^5[37]/,
  /** The server accepts nobody for now, or the system has no file descriptors left. */
  takesNobody: /^(?:57P03|53300|EMFILE|ENFILE)$/,
  /** The session is over: no connection, shutdown, crash, time limit, idle too long. */
  endsSession: /^(?:CONNECTION_|CONNECT_TIMEOUT|E[A-Z]+$|08|57P0|25P0[34])/,
  /** It passes, or somebody fixes it; includes the above and an aborted transaction (25). */
  passing: /^(?:08|25|40|53|55|57|58|CONNECT|E[A-Z]+$)/,
  /** The data are at fault: bad values, a broken constraint, more than an index takes. */
  ofData: /^(?:22|23|54)/,
  /** The statement is at fault: names or definitions that do not match. */
  ofStatement: /^42/,
  /**
   * A transaction collided with another one: it could not be serialized, the two waited for each
   * other, or the other took a name or removed a row between a read and a write.
   */
  metAnother: /^(?:40001|40P01|23505|23503)$/,
  taken: /^23505$/,
  /** Not even tried, because an earlier statement of its transaction had failed. */
  notTried: /^25P02$/,
  invalidParameter: /^22023$/,
  noSuchDatabase: /^3D000$/,
  divisionByZero: /^22012$/,
} as const satisfies Record<string, RegExp>

/**
 * The SQLSTATE of an error, or the code of the driver or the system, taken from its innermost
 * cause.
 */
export function codeOf(error: unknown): string | undefined {
  const { code } = innermost(error) as Error & { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** Whether an error's code belongs to a group. */
export function hasCode(error: unknown, group: RegExp): boolean {
  return group.test(codeOf(error) ?? '')
}

/** Whether an error, or its cause, means that the database does not answer now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    // A missing file is not a missing server.
    const ofFile = code === 'ENOENT' && syscall !== undefined && syscall !== 'connect'
    if (code !== undefined && codes.unavailable.test(code) && !ofFile) return true
  }
  return false
}

/**
 * What to show a person: the innermost message, with its code if it has one. Contains no data of
 * records.
 */
export function describe(error: unknown): string {
  const code = codeOf(error)
  const { message } = innermost(error)
  return code === undefined || message.includes(code) ? message : `${message} (${code})`
}

/** Drizzle wraps the driver's error, and its own message shows the query with its parameters. */
function innermost(error: unknown): Error {
  const cause = rootCause(error)
  return cause instanceof Error ? cause : new Error(String(cause))
}
