import t from 'tap'
import { addressProblem, placeOf, readAddress } from '../../../src/db/wire/address.js'
import { certificate } from '../../fixtures/encrypted.js'

const server = (host: string, port = 5432, address = host) => ({ host, address, port })

t.test('the parts of an address, as libpq takes them apart', async t => {
  const read: Record<string, object> = {
    'postgres://me:secret@db.example.com:5433/app': {
      servers: [server('db.example.com', 5433)],
      user: 'me',
      password: 'secret',
      database: 'app',
    },
    'postgresql://db.example.com': {
      servers: [server('db.example.com')],
      user: undefined,
      password: undefined,
      database: undefined,
    },
    'postgres://': { servers: [server('')], user: undefined },
    'postgres:///app': { servers: [server('')], database: 'app' },
    'postgres://[::1]/app': { servers: [server('::1')] },
    'postgres://me@[2001:db8::7]:6000/app': { servers: [server('2001:db8::7', 6000)], user: 'me' },
    'postgres://[fe80::1%25eth0]/app': { servers: [server('fe80::1%eth0')] },
    'postgres://a,b:2,[::3]:4/app': { servers: [server('a'), server('b', 2), server('::3', 4)] },
    'postgres://me@corp:x@db/app': { user: 'me@corp', password: 'x' },
    'postgres://us%65r%40corp:p%40ss%2Fw%C3%B6rd%25@db/my%20app%2F2': {
      user: 'user@corp',
      password: 'p@ss/wörd%',
      database: 'my app/2',
    },
    // Nothing of this ends the password, whatever it may mean to a browser.
    'postgres://me:a:b?c#d@e+f g@db/app': { user: 'me', password: 'a:b?c#d@e+f g', servers: [server('db')] },
    'postgres://me@db/app#x': { database: 'app#x' },
    // What stands in the query replaces the part.
    'postgres://me:old@db:1/old?user=you&password=new%26&host=other&port=2&dbname=new': {
      servers: [server('other', 2)],
      user: 'you',
      password: 'new&',
      database: 'new',
    },
    'postgres://localhost/app?host=/run/pg': { servers: [server('/run/pg')] },
    'postgres://%2Frun%2Fpg/app': { servers: [server('/run/pg')] },
    'postgres:///app?host=/cloudsql/project:region:instance': {
      servers: [server('/cloudsql/project:region:instance')],
    },
    'postgres:///app?host=a,b&port=7': { servers: [server('a', 7), server('b', 7)] },
    'postgres://db.example.com/app?hostaddr=192.0.2.7': {
      servers: [server('db.example.com', 5432, '192.0.2.7')],
    },
    'postgres://a,b/app?hostaddr=192.0.2.7,192.0.2.8&load_balance_hosts=random': {
      servers: [server('a', 5432, '192.0.2.7'), server('b', 5432, '192.0.2.8')],
      shuffled: true,
    },
    'postgres://db/app?target_session_attrs=read-write': { target: 'read-write' },
    'postgres://db/app?application_name=my%20name&options=-c%20search_path%3Dmine': {
      applicationName: 'my name',
      options: '-c search_path=mine',
    },
    'postgres://db/app?connect_timeout=12': { connectTimeoutMs: 12_000 },
    'postgres://db/app?connect_timeout=0': { connectTimeoutMs: 0 },
    'postgres://db/app?connect_timeout=-1': { connectTimeoutMs: 0 },
    'postgres://db/app': {
      connectTimeoutMs: 5_000,
      keepAliveMs: 10_000,
      target: 'any',
      shuffled: false,
      channelBinding: false,
    },
    'postgres://db/app?keepalives=0': { keepAliveMs: null },
    'postgres://db/app?keepalives=1&keepalives_idle=30&keepalives_interval=5&keepalives_count=3': {
      keepAliveMs: 30_000,
    },
  }
  for (const [address, parts] of Object.entries(read)) t.match(readAddress(address), parts, address)
})

t.test('how a connection is encrypted', async t => {
  const read: Record<string, object> = {
    '': { mode: 'prefer', direct: false, sni: true, rootCert: undefined, cert: undefined },
    'sslmode=disable': { mode: 'disable' },
    'sslmode=allow': { mode: 'allow' },
    'sslmode=prefer': { mode: 'prefer' },
    'sslmode=require': { mode: 'require' },
    'sslmode=no-verify': { mode: 'require' },
    'sslmode=verify-full': { mode: 'verify-full' },
    'sslmode=verify-ca&sslrootcert=/ca.pem': { mode: 'verify-ca', rootCert: '/ca.pem' },
    'sslrootcert=system': { mode: 'verify-full', rootCert: 'system' },
    'ssl=true': { mode: 'require' },
    'requiressl=1': { mode: 'require' },
    'requiressl=0': { mode: 'prefer' },
    'channel_binding=prefer': { mode: 'prefer' },
    // There is no channel to bind to without encryption.
    'channel_binding=require': { mode: 'require' },
    'sslmode=require&sslnegotiation=direct&sslsni=0': { mode: 'require', direct: true, sni: false },
    'sslcert=/c.pem&sslkey=/c.key&sslpassword=p%20w&sslcrl=/crl.pem': {
      cert: '/c.pem',
      key: '/c.key',
      keyPassword: 'p w',
      crl: '/crl.pem',
    },
    'sslcert=/c.pem&sslkey=/c.key&sslcertmode=disable': { cert: undefined, key: undefined },
    'ssl_min_protocol_version=TLSv1.2&ssl_max_protocol_version=TLSv1.3': {
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.3',
    },
  }
  for (const [query, wish] of Object.entries(read))
    t.match(readAddress(`postgres://db/app?${query}`).tls, wish, query)
})

t.test('what providers hand out works as it stands', async t => {
  const given: Record<string, object> = {
    // Neon: its pooler gives a connection away after each transaction; locks and LISTEN need one
    // that stays.
    'postgresql://me:npg_x1@ep-cool-rain-a1b2c3d4-pooler.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require':
      { servers: [server('ep-cool-rain-a1b2c3d4.eu-central-1.aws.neon.tech')], channelBinding: true },
    'postgresql://me:x@ep-cool-rain-a1b2c3d4.eu-central-1.aws.neon.tech/neondb?sslmode=require&pgbouncer=true&connect_timeout=15&pool_timeout=15':
      { servers: [server('ep-cool-rain-a1b2c3d4.eu-central-1.aws.neon.tech')], connectTimeoutMs: 15_000 },
    'postgresql://postgres.abcdefgh:x@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?pgbouncer=true&connection_limit=1':
      { servers: [server('aws-0-eu-central-1.pooler.supabase.com', 5432)], user: 'postgres.abcdefgh' },
    'postgres://postgres:x@db.abcdefgh.supabase.co:6543/postgres?sslmode=require&supa=base-pooler.x': {
      servers: [server('db.abcdefgh.supabase.co', 5432)],
    },
    'postgresql://postgres:x@db.abcdefgh.supabase.co:5432/postgres': {
      servers: [server('db.abcdefgh.supabase.co', 5432)],
      tls: { mode: 'prefer' },
    },
    [`postgres://app:x@mydb.c1.eu-west-1.rds.amazonaws.com:5432/app?sslmode=verify-full&sslrootcert=${certificate('authority.pem')}`]:
      { tls: { mode: 'verify-full', rootCert: certificate('authority.pem') } },
    'postgres://ufoo:pbar@ec2-1-2-3-4.compute-1.amazonaws.com:5432/dbaz': {
      user: 'ufoo',
      tls: { mode: 'prefer' },
    },
  }
  for (const [address, parts] of Object.entries(given)) {
    t.match(readAddress(address), parts, address)
    t.equal(addressProblem(address), null)
  }
  const untouched = 'postgres://me@my-pooler.example.com:6543/app'
  t.match(readAddress(untouched).servers, [server('my-pooler.example.com', 6543)])
})

t.test(
  'an address that cannot be used is told what is wrong with it, in one sentence without its password',
  async t => {
    const bad: Record<string, RegExp> = {
      localhost: /5432\/database\.$/,
      'mysql://me:hush@db/app': /5432\/database\.$/,
      'POSTGRES://me:hush@db/app': /5432\/database\.$/,
      'postgres:me:hush@db': /5432\/database\.$/,
      'host=localhost dbname=app password=hush': /5432\/database\.$/,
      'postgres://me:hush@db:port/app': /its port must be a number from 1 to 65535/,
      'postgres://me:hush@db:0/app': /its port/,
      'postgres://me:hush@db:65536/app': /its port/,
      'postgres://me:hush@db:54x/app': /its port/,
      'postgres://me:hush@db/app?port=-1': /its port/,
      // The slash ends the host, so that `hush` is read as a port.
      'postgres://me:hush/x@db/app': /in a password, write %2F for a slash/,
      'postgres://me:hush%@db/app':
        /in password, a % must begin a character such as %40 for @, or be written as %25/,
      'postgres://me:hush%zz@db/app': /in password, a %/,
      'postgres://me:hush%00@db/app': /in password, a %/,
      'postgres://me:hush%E4@db/app': /in password, a %/,
      'postgres://m%e:hush@db/app': /in user, a %/,
      'postgres://me:hush@db/50%': /in dbname, a %/,
      'postgres://[::1/app': /its host cannot be read/,
      'postgres://[::1]x/app': /its host cannot be read/,
      'postgres://me:hush@::1/app': /its port|its host/,
      'postgres://a,b/app?port=1,2,3': /there are 2 hosts, and port names 3/,
      'postgres://a,b/app?hostaddr=192.0.2.1': /there are 2 hosts, and hostaddr names 1/,
      'postgres://db/app?sslmode=verify_full':
        /sslmode must be disable, allow, prefer, require, verify-ca or verify-full/,
      'postgres://db/app?sslmode=Require': /sslmode must be/,
      'postgres://db/app?ssl=maybe': /ssl is no parameter/,
      'postgres://db/app?sslmode=verify-ca': /sslmode=verify-ca needs sslrootcert/,
      'postgres://db/app?sslmode=require&sslrootcert=system': /sslrootcert=system needs sslmode=verify-full/,
      'postgres://db/app?sslnegotiation=direct': /sslnegotiation=direct needs sslmode=require/,
      'postgres://db/app?sslcert=/c.pem': /sslcert needs sslkey/,
      'postgres:///app?hostaddr=192.0.2.1&sslmode=verify-full': /verify-full needs the name of each host/,
      'postgres://db/app?channel_binding=yes': /channel_binding must be disable, prefer or require/,
      'postgres://db/app?gssencmode=require': /gssencmode is not supported; write sslmode=require/,
      'postgres://db/app?target_session_attrs=master': /target_session_attrs must be any, read-write/,
      'postgres://db/app?connect_timeout=soon': /connect_timeout must be a whole number/,
      'postgres://db/app?keepalives=yes': /keepalives must be 0 or 1/,
      'postgres://db/app?sslmod=verify-full': /sslmod is no parameter of a connection; leave it out/,
      'postgres://db/app?statement_timeout=5': /write options=-c%20statement_timeout%3Dvalue for a setting/,
      'postgres://db/app?constructor=1': /constructor is no parameter/,
      'postgres://db/app?sslmode': /each parameter must have a value/,
      'postgres://db/app?passfile=/home/me/.pgpass': /passfile is not supported; write the password/,
      'postgres://db/app?service=mine': /service is not supported/,
      'postgres://db/app?sslmode=verify-full&sslrootcert=/no/such.pem':
        /sslrootcert names \/no\/such\.pem, which cannot be read/,
      'postgres://db/app?sslcert=/no/such.pem&sslkey=/no/such.key': /sslcert names .*; sslkey names /,
      'postgres://db/app?sslmode=x&keepalives=2': /sslmode must be .*; keepalives must be 0 or 1\.$/,
    }
    for (const [address, words] of Object.entries(bad)) {
      const problem = addressProblem(address) ?? ''
      t.match(problem, /^must look like postgres:\/\/user:password@host:5432\/database/, address)
      t.match(problem, words, address)
      t.notMatch(problem, /hush/, address)
    }
  },
)

t.test('parameters without a meaning here do no harm', async t => {
  const harmless = [
    'gssencmode=disable',
    'gssencmode=prefer',
    'krbsrvname=postgres',
    'gsslib=gssapi',
    'keepalives_interval=5',
    'keepalives_count=3',
    'tcp_user_timeout=20000',
    'client_encoding=auto',
    'client_encoding=LATIN1',
    'fallback_application_name=psql',
    'sslcompression=0',
    'sslcertmode=allow',
    'max_protocol_version=latest',
    'uselibpqcompat=true',
  ]
  for (const parameter of harmless) t.equal(addressProblem(`postgres://db/app?${parameter}`), null, parameter)
})

t.test('a place is told without what is secret', async t => {
  const places: Record<string, string> = {
    'postgres://me:hush@db:1/app?sslpassword=hush': 'me@db:1/app',
    'postgres://[::1]/app': '[::1]:5432/app',
    'postgres://a,b:2': 'a:5432,b:2',
    'postgres://fivehundred@localhost/fivehundred?host=/tmp/x': 'fivehundred@/tmp/x/fivehundred',
    'postgres:///app': 'this machine/app',
  }
  for (const [address, place] of Object.entries(places)) t.equal(placeOf(readAddress(address)), place)
})
