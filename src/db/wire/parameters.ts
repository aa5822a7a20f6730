/** What is wrong with a parameter's value, worded to follow its name; null if nothing is. */
type Check = (value: string) => string | null

const anything: Check = () => null
const whole: Check = value => (/^\s*-?\d{1,9}\s*$/.test(value) ? null : 'must be a whole number')
const oneOf =
  (...values: string[]): Check =>
  value =>
    values.includes(value) ? null : `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
const impossible =
  (remedy = 'leave it out'): Check =>
  () =>
    `is not supported; ${remedy}`

const tlsVersion = oneOf('TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3')
const switched = oneOf('0', '1')

/**
 * The files that these parameters name are read for every new connection, so they can be replaced.
 */
export const fileParameters = ['sslrootcert', 'sslcert', 'sslkey', 'sslcrl'] as const

/** The connection parameters that libpq knows (PostgreSQL 18), and some from other clients. */
const known: Record<string, Check> = {
  host: anything,
  hostaddr: anything,
  port: anything,
  dbname: anything,
  user: anything,
  password: anything,
  options: anything,
  application_name: anything,
  connect_timeout: whole,
  keepalives: switched,
  keepalives_idle: whole,
  target_session_attrs: oneOf('any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'),
  load_balance_hosts: oneOf('disable', 'random'),
  sslmode: oneOf('disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'),
  sslnegotiation: oneOf('postgres', 'direct'),
  sslrootcert: anything,
  sslcert: anything,
  sslkey: anything,
  sslpassword: anything,
  sslcrl: anything,
  sslsni: switched,
  sslcertmode: oneOf('disable', 'allow', 'require'),
  ssl_min_protocol_version: tlsVersion,
  ssl_max_protocol_version: tlsVersion,
  channel_binding: oneOf('disable', 'prefer', 'require'),

  // No effect here: Node itself sets the interval and the number of keepalives.
  keepalives_interval: whole,
  keepalives_count: whole,
  tcp_user_timeout: whole,
  fallback_application_name: anything,
  client_encoding: anything,
  sslcompression: switched,
  gssencmode: value =>
    value === 'require' ? impossible('write sslmode=require')(value) : oneOf('disable', 'prefer')(value),
  gsslib: anything,
  gssdelegation: switched,
  krbsrvname: anything,
  min_protocol_version: oneOf('3.0', 'latest'),
  max_protocol_version: oneOf('3.0', '3.2', 'latest'),

  // These would make the connection safer or different, so ignoring them would be misleading.
  passfile: impossible('write the password into the address'),
  service: impossible('write its parameters into the address'),
  servicefile: impossible('write its parameters into the address'),
  require_auth: impossible(),
  requirepeer: impossible(),
  sslcrldir: impossible('name one file with sslcrl'),
  sslkeylogfile: impossible(),
  replication: impossible(),
  scram_client_key: impossible('write the password into the address'),
  scram_server_key: impossible('write the password into the address'),

  // For Prisma, Supabase and node-postgres clients; found in addresses that providers hand out.
  pgbouncer: anything,
  connection_limit: anything,
  pool_timeout: anything,
  supa: anything,
  uselibpqcompat: anything,
}

/** All problems of these parameters. */
export function parameterProblems(given: Map<string, string>): string[] {
  return [...given].flatMap(([name, value]) => {
    const check = Object.hasOwn(known, name) ? known[name] : undefined
    const problem = check === undefined ? unknown(name) : check(value)
    return problem === null ? [] : [`${name} ${problem}`]
  })
}

function unknown(name: string): string {
  const setting = `options=-c%20${encodeURIComponent(name)}%3Dvalue`
  return `is no parameter of a connection; leave it out, or write ${setting} for a setting of the server`
}
