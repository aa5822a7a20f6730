import type { Config } from '../config.js'
import { CannotStart, rootCause } from '../errors.js'
import { describe, isDatabaseUnavailable } from './errors.js'
import { placeOf, readAddress } from './wire/address.js'

type Database = Pick<Config, 'databaseUrl' | 'dataDir'>

/** Makes an error that names the database (without its password), the problem and the remedy. */
export function unusable(url: string, verb: string, error: Error): CannotStart {
  // Drizzle's own message is the statement; PostgreSQL's message is in the cause.
  const reason = rootCause(error) as NodeJS.ErrnoException
  const code = reason.code ?? ''
  const said = (reason.message || code).replace(/[.\s]+$/, '')
  const advice = remedies.find(({ sign }) => sign.test(`${code} ${said}`))?.advice
  const remedy = advice === undefined ? '' : ` ${advice}`
  return new CannotStart(`The database ${placeOf(readAddress(url))} cannot be ${verb}: ${said}.${remedy}`, {
    cause: error,
  })
}

/** Returns the error itself, unless it means that the open database does not answer any more. */
export function orUnusable({ databaseUrl, dataDir }: Database, error: unknown): unknown {
  if (error instanceof CannotStart || !isDatabaseUnavailable(error)) return error
  if (databaseUrl !== null) return unusable(databaseUrl, 'used', error as Error)
  return new CannotStart(
    `The PostgreSQL of DATA_DIR ${dataDir} does not answer any more: ${describe(error)}. Try again.`,
    { cause: error },
  )
}

/** Chosen by an error's code and message. */
const remedies = [
  {
    sign: /^08P01 .*startup parameter/,
    advice: 'A pooler answers; let DATABASE_URL lead to the PostgreSQL server itself.',
  },
  {
    sign: /^28P01|password/i,
    advice: 'Correct the user or the password in DATABASE_URL.',
  },
  {
    sign: /^28/,
    advice:
      'Correct user, database and sslmode in DATABASE_URL, or let the server (its pg_hba.conf) admit them.',
  },
  {
    sign: /^3D000/,
    advice: 'Make the database, or correct its name in DATABASE_URL.',
  },
  {
    sign: /^(42501|25006)/,
    advice: 'Let DATABASE_URL name a user that owns the database, on a server that may be written to.',
  },
  {
    sign: /^(53300|57P03)/,
    advice: 'Try again when the server takes connections.',
  },
  {
    sign: /^NOT_ENCRYPTED/,
    advice:
      'Turn TLS on at the server, or write sslmode=disable into DATABASE_URL where nobody can listen in.',
  },
  {
    sign: /^NOT_SUITED/,
    advice: 'Correct the hosts or target_session_attrs in DATABASE_URL.',
  },
  {
    sign: /^ERR_TLS_CERT_ALTNAME_INVALID/,
    advice:
      'Write the name of the certificate as the host in DATABASE_URL, or sslmode=verify-ca to do without it.',
  },
  {
    sign: /^CERT_HAS_EXPIRED/,
    advice: 'Renew the certificate of the server.',
  },
  {
    sign: /^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|ERR_TLS|ERR_SSL|ERR_OSSL|UNREADABLE|EPROTO)/,
    advice:
      "Let sslrootcert in DATABASE_URL name the file of the authority of the server's certificate (and sslcert and sslkey yours, if the server asks for it), or write sslmode=require to encrypt without checking it.",
  },
  {
    sign: /^(E[A-Z_]+|CONNECT\w*) /,
    advice: 'Start the server, or correct host and port in DATABASE_URL.',
  },
]
