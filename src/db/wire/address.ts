import { accessSync, constants } from 'node:fs'
import { fileParameters, parameterProblems } from './parameters.js'

/** One place where a server may listen. */
export interface Server {
  /** The name in its certificate; empty if only the IP address is known. */
  host: string
  /**
   * What to connect to: a name, an IP address, the directory of a Unix socket, or empty for this
   * machine.
   */
  address: string
  port: number
}

export type TlsMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'

/** How a connection is encrypted. Files are paths. */
export interface TlsWish {
  mode: TlsMode
  /** TLS from the first byte, without asking for it. */
  direct: boolean
  /** `system` stands for the certificate authorities that Node trusts. */
  rootCert?: string | undefined
  cert?: string | undefined
  key?: string | undefined
  keyPassword?: string | undefined
  crl?: string | undefined
  /** Whether to send the server's name (SNI). */
  sni: boolean
  minVersion?: string | undefined
  maxVersion?: string | undefined
}

/** The kind of server to pick among several. */
export type Target = 'any' | 'read-write' | 'read-only' | 'primary' | 'standby' | 'prefer-standby'

/**
 * A database's address, read the way PostgreSQL's own programs read it. What is not given is
 * undefined.
 */
export interface Address {
  servers: Server[]
  /** Whether to try them in random order. */
  shuffled: boolean
  target: Target
  user: string | undefined
  password: string | undefined
  database: string | undefined
  applicationName: string | undefined
  /** Settings for the server, in the form of its command line. */
  options: string | undefined
  /** Per server; 0 means as long as the system tries. */
  connectTimeoutMs: number
  /** Silence after which the system checks that the other side is still there; null for never. */
  keepAliveMs: number | null
  channelBinding: boolean
  tls: TlsWish
}

const form = 'postgres://user:password@host:5432/database'

/**
 * An address that cannot be used. The message can follow the name of a variable, and shows no
 * password.
 */
class BadAddress extends Error {
  constructor(problems: string[]) {
    super(`must look like ${form}${problems.length > 0 ? `: ${problems.join('; ')}` : ''}.`)
    this.name = 'BadAddress'
  }
}

/** Reads an address. Throws BadAddress with all its problems. */
export function readAddress(text: string): Address {
  const given = readParameters(text)
  const problems = parameterProblems(given)
  const servers = readServers(given, problems)
  const tls = readTls(given, servers, problems)
  if (problems.length > 0) throw new BadAddress([...new Set(problems)])
  const number = (name: string, otherwise: number) => Number(given.get(name) ?? otherwise)
  return {
    servers: servers.map(directly),
    shuffled: given.get('load_balance_hosts') === 'random',
    target: (given.get('target_session_attrs') ?? 'any') as Target,
    user: given.get('user'),
    password: given.get('password'),
    database: given.get('dbname'),
    applicationName: given.get('application_name'),
    options: given.get('options'),
    connectTimeoutMs: Math.max(0, number('connect_timeout', 5)) * 1000,
    keepAliveMs: given.get('keepalives') === '0' ? null : (number('keepalives_idle', 0) || 10) * 1000,
    channelBinding: given.get('channel_binding') === 'require',
    tls,
  }
}

/**
 * What is wrong with an address or with the files it names, worded as in BadAddress; null if
 * nothing is.
 */
export function addressProblem(text: string): string | null {
  try {
    const { tls } = readAddress(text)
    const files = [tls.rootCert === 'system' ? undefined : tls.rootCert, tls.cert, tls.key, tls.crl]
    const unreadable = files.flatMap((path, n) =>
      path === undefined || isReadable(path)
        ? []
        : [`${fileParameters[n]} names ${path}, which cannot be read`],
    )
    if (unreadable.length > 0) throw new BadAddress(unreadable)
    return null
  } catch (error) {
    if (error instanceof BadAddress) return error.message
    throw error
  }
}

/** Who connects where, for a message. */
export function placeOf({ user, servers, database }: Address): string {
  const places = servers.map(({ host, address, port }) => {
    if (address.startsWith('/') || address === '') return address || 'this machine'
    const name = host || address
    return `${name.includes(':') ? `[${name}]` : name}:${port}`
  })
  return `${user === undefined ? '' : `${user}@`}${places.join(',')}${database === undefined ? '' : `/${database}`}`
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

/** The parts of the address as parameters; a parameter in its query replaces the part. */
function readParameters(text: string): Map<string, string> {
  const rest = /^postgres(?:ql)?:\/\/(.*)$/s.exec(text)?.[1]
  if (rest === undefined) throw new BadAddress([])
  const given = new Map<string, string>()
  const set = (name: string, value: string) => {
    // Treat an empty one as not given.
    if (value !== '') given.set(name, decode(value, name))
  }
  // A password may hold any character but a slash; the name of a host never holds an @.
  const credentials = /^([^/]*)@/.exec(rest)?.[1]
  if (credentials !== undefined) {
    const [user = '', ...password] = credentials.split(':')
    set('user', user)
    set('password', password.join(':'))
  }
  const place = credentials === undefined ? rest : rest.slice(credentials.length + 1)
  const [, hosts = '', database = '', query = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(place) ?? []
  const found = hosts.split(',').map(host => /^(?:\[([^[\]]*)\]|([^:[\]]*))(?::(.*))?$/.exec(host))
  if (found.includes(null)) throw new BadAddress(['its host cannot be read'])
  set('host', found.map(host => host?.[1] ?? host?.[2] ?? '').join(','))
  set('port', found.map(host => host?.[3] ?? '').join(','))
  set('dbname', database)
  for (const part of query.split('&')) {
    const [name = '', ...value] = part.split('=')
    if (part === '') continue
    if (value.length === 0) throw new BadAddress(['each parameter must have a value, as in sslmode=require'])
    set(decode(name, 'a parameter'), value.join('='))
  }
  return renamed(given)
}

function decode(text: string, name: string): string {
  let decoded = '\0'
  try {
    decoded = decodeURIComponent(text)
  } catch {
    // As in `50%`.
  }
  if (!decoded.includes('\0')) return decoded
  throw new BadAddress([`in ${name}, a % must begin a character such as %40 for @, or be written as %25`])
}

/** Other common spellings. */
function renamed(given: Map<string, string>): Map<string, string> {
  const modes: Record<string, string | undefined> = {
    'ssl=true': 'require',
    'ssl=false': 'disable',
    'requiressl=1': 'require',
    'sslmode=no-verify': 'require',
  }
  for (const name of ['ssl', 'requiressl', 'sslmode']) {
    const mode = modes[`${name}=${given.get(name)}`]
    if (mode === undefined) continue
    given.delete(name)
    given.set('sslmode', mode)
  }
  if (given.get('requiressl') === '0') given.delete('requiressl')
  return given
}

function readServers(given: Map<string, string>, problems: string[]): Server[] {
  const list = (name: string) => given.get(name)?.split(',') ?? []
  const [hosts, numbers, ports] = [list('host'), list('hostaddr'), list('port')]
  const count = Math.max(hosts.length, numbers.length, 1)
  for (const [name, found] of [
    ['host', hosts],
    ['hostaddr', numbers],
    ['port', ports],
  ] as const) {
    const fits = found.length === 0 || found.length === count || (name === 'port' && found.length === 1)
    if (!fits) problems.push(`there are ${count} hosts, and ${name} names ${found.length}`)
  }
  return Array.from({ length: count }, (_, n) => {
    const [host, number] = [hosts[n] ?? '', numbers[n] ?? '']
    const port = (ports.length === 1 ? ports[0] : ports[n]) || '5432'
    if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
      problems.push(
        'its port must be a number from 1 to 65535 (in a password, write %2F for a slash and %40 for an @)',
      )
    }
    return { host, address: number || host, port: Number(port) }
  })
}

function readTls(given: Map<string, string>, servers: Server[], problems: string[]): TlsWish {
  const rootCert = given.get('sslrootcert')
  const usual = rootCert === 'system' ? 'verify-full' : 'prefer'
  const told = (given.get('sslmode') ?? usual) as TlsMode
  // Channel binding needs an encrypted channel.
  const mode =
    given.get('channel_binding') === 'require' && ['allow', 'prefer'].includes(told) ? 'require' : told
  const direct = given.get('sslnegotiation') === 'direct'
  const [cert, key] = [given.get('sslcert'), given.get('sslkey')]
  if (rootCert === 'system' && mode !== 'verify-full' && mode !== 'disable')
    problems.push('sslrootcert=system needs sslmode=verify-full')
  if (mode === 'verify-ca' && rootCert === undefined)
    problems.push(
      'sslmode=verify-ca needs sslrootcert; for a certificate of a public authority, write verify-full',
    )
  if (mode === 'verify-full' && servers.some(({ host, address }) => host === '' && address !== ''))
    problems.push('sslmode=verify-full needs the name of each host')
  if (direct && ['allow', 'prefer'].includes(mode))
    problems.push('sslnegotiation=direct needs sslmode=require')
  if (cert !== undefined && key === undefined) problems.push('sslcert needs sslkey')
  const own = given.get('sslcertmode') !== 'disable'
  return {
    mode,
    direct,
    rootCert,
    cert: own ? cert : undefined,
    key: own ? key : undefined,
    keyPassword: given.get('sslpassword'),
    crl: given.get('sslcrl'),
    sni: given.get('sslsni') !== '0',
    minVersion: given.get('ssl_min_protocol_version'),
    maxVersion: given.get('ssl_max_protocol_version'),
  }
}

/**
 * Neon and Supabase hand out addresses of poolers that reassign a connection after each
 * transaction. Locks and LISTEN need a connection that stays, and the server behind the pooler
 * offers one.
 */
function directly(server: Server): Server {
  if (server.address !== server.host) return server
  const host = server.host.replace(/-pooler(\.[^/]*\.neon\.tech)$/, '$1')
  const port = /\.supabase\.com?$/.test(host) && server.port === 6543 ? 5432 : server.port
  return { host, address: host, port }
}
