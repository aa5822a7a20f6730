import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { type ConnectOptions, connect } from '../../../src/db/connect.js'
import { eventually } from '../../fixtures/client.js'
import { database, emptyDatabase } from '../../fixtures/database.js'
import { certificate, encrypted, type Rules } from '../../fixtures/encrypted.js'
import { refusal } from '../../fixtures/refusal.js'
import { severable } from '../../fixtures/severable.js'

/** Asks over a connection of its own: the answer, or the error's code. */
async function ask(url: string, statement = 'select 1 as n'): Promise<unknown> {
  const db = connect(url, { max: 1 })
  try {
    return (await db.$client.unsafe(statement))[0]
  } catch (error) {
    return (error as { code?: unknown }).code
  } finally {
    await db.$client.end({ timeout: 1 })
  }
}

/** A listener that does this with every client. */
async function listener(t: Test, greet: (socket: Socket) => void): Promise<number> {
  const server = createServer(socket => {
    socket.on('error', () => {})
    t.teardown(() => socket.destroy())
    greet(socket)
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const answered = { n: 1 }

t.test('each sslmode, at each kind of server', async t => {
  const url = await emptyDatabase(t)
  const authority = `sslrootcert=${certificate('authority.pem')}`
  const stranger = `sslrootcert=${certificate('stranger.pem')}`
  const notKnown = 'SELF_SIGNED_CERT_IN_CHAIN'
  const otherName = 'ERR_TLS_CERT_ALTNAME_INVALID'
  /** What comes through as the last, encrypted or not; or the error. */
  const outcomes: [Rules, string, string, boolean | string][] = [
    [{}, 'localhost', '', true],
    [{}, 'localhost', 'sslmode=disable', false],
    [{}, 'localhost', 'sslmode=allow', false],
    [{}, 'localhost', 'sslmode=prefer', true],
    [{}, '127.0.0.1', 'sslmode=require', true],
    [{}, '127.0.0.1', 'channel_binding=require', true],
    [{}, '127.0.0.1', 'sslmode=no-verify', true],
    [{}, '127.0.0.1', `sslmode=require&${authority}`, true],
    [{}, '127.0.0.1', `sslmode=require&${stranger}`, notKnown],
    [{}, '127.0.0.1', `sslmode=verify-ca&${authority}`, true],
    [{}, '127.0.0.1', `sslmode=verify-ca&${stranger}`, notKnown],
    [{}, 'localhost', `sslmode=verify-full&${authority}`, true],
    [{}, '127.0.0.1', `sslmode=verify-full&${authority}`, otherName],
    [{}, 'localhost', `sslmode=verify-full&${authority}&hostaddr=127.0.0.1`, true],
    [{}, 'example.com', `sslmode=verify-full&${authority}&hostaddr=127.0.0.1`, otherName],
    [{}, 'localhost', `sslmode=verify-full&${stranger}`, notKnown],
    [{}, 'localhost', 'sslmode=verify-full', notKnown],
    [{}, 'localhost', 'sslrootcert=system', notKnown],
    [{}, 'localhost', 'sslmode=require&sslrootcert=/no/such.pem', 'UNREADABLE'],
    [{}, 'localhost', 'sslmode=require&sslnegotiation=direct', true],
    [{ takes: 'encrypted' }, 'localhost', '', true],
    [{ takes: 'encrypted' }, 'localhost', 'sslmode=allow', true],
    [{ takes: 'encrypted' }, 'localhost', 'sslmode=disable', '28000'],
    [{ takes: 'plain' }, 'localhost', '', false],
    [{ takes: 'plain' }, 'localhost', 'sslmode=require', '28000'],
    [{ offers: false }, 'localhost', '', false],
    [{ offers: false }, 'localhost', 'sslmode=allow', false],
    [{ offers: false }, 'localhost', 'sslmode=require', 'NOT_ENCRYPTED'],
    [{ offers: false }, 'localhost', `sslmode=verify-full&${authority}`, 'NOT_ENCRYPTED'],
  ]
  for (const [rules, host, query, outcome] of outcomes) {
    const way = await encrypted(t, url, rules)
    const through = new URL(url)
    const answer = await ask(`postgres://${through.username}@${host}:${way.port}${through.pathname}?${query}`)
    const name = `${JSON.stringify(rules)} ${host} ${query}`
    t.match(answer, typeof outcome === 'string' ? outcome : answered, name)
    if (typeof outcome === 'boolean') t.equal(way.seen.at(-1)?.tls, outcome, name)
  }
})

t.test('the server is told the name it is asked for, and sees the certificate of the client', async t => {
  const url = new URL(await emptyDatabase(t))
  const way = await encrypted(t, url.href, { asksForCertificate: true })
  const address = (query: string) =>
    `postgres://${url.username}@localhost:${way.port}${url.pathname}?sslmode=require&${query}`
  const own = `sslcert=${certificate('client.pem')}`
  t.match(await ask(address(`${own}&sslkey=${certificate('client.key')}`)), answered)
  t.match(way.seen.at(-1), { client: 'tester', servername: 'localhost', direct: false })
  const locked = `${own}&sslkey=${certificate('client-locked.key')}`
  t.match(await ask(address(`${locked}&sslpassword=secret&sslsni=0&sslnegotiation=direct`)), answered)
  t.match(way.seen.at(-1), { client: 'tester', servername: false, direct: true })
  t.type(await ask(address(`${locked}&sslpassword=wrong`)), 'string', 'a key that stays locked is an error')
  t.type(await ask(address('')), 'string', 'so is no certificate')
})

t.test('of several hosts the first is taken that is there, open and suited', async t => {
  const url = new URL(await emptyDatabase(t))
  const way = await severable(t, url.href)
  const { port } = new URL(way.url)
  const hangsUp = await listener(t, socket => socket.end())
  const starting = await listener(t, socket => socket.end(refusal('57P03', 'starting up')))
  const silent = await listener(t, () => {})
  const address = (hosts: string, query = '') =>
    `postgres://${url.username}@${hosts}${url.pathname}?connect_timeout=1&${query}`
  const good = `127.0.0.1:${port}`
  t.match(await ask(address(`127.0.0.1:1,${good}`)), answered)
  t.match(await ask(address(`nowhere.invalid,[::1]:1,${good}`)), answered)
  t.match(await ask(address(`127.0.0.1:${hangsUp},${good}`)), answered)
  t.match(await ask(address(`127.0.0.1:${starting},${good}`)), answered)
  t.match(await ask(address(`127.0.0.1:${silent},${good}`, 'sslmode=disable')), answered)
  t.match(await ask(address(`${good},127.0.0.1:1`, 'load_balance_hosts=random')), answered)
  for (const target of ['any', 'read-write', 'primary', 'prefer-standby'])
    t.match(await ask(address(good, `target_session_attrs=${target}`)), answered, target)
  for (const target of ['read-only', 'standby'])
    t.equal(await ask(address(good, `target_session_attrs=${target}`)), 'NOT_SUITED', target)
  t.equal(await ask(address(`127.0.0.1:1,127.0.0.1:${starting}`)), '57P03')
  t.equal(await ask(address(`127.0.0.1:${silent}`)), 'ETIMEDOUT')
  t.equal(await ask(address(`127.0.0.1:${hangsUp}`)), 'ECONNRESET', 'it is not asked again for ever')
})

t.test('a server that is not to be written to is left for one that is', async t => {
  const { db, url } = await database(t)
  const way = await severable(t, url)
  const { username, port, pathname } = new URL(way.url)
  const name = pathname.slice(1)
  await db.$client.unsafe(`alter database ${name} set default_transaction_read_only = on`)
  const address = (query: string) => `postgres://${username}@127.0.0.1:${port}${pathname}?${query}`
  t.equal(await ask(address('target_session_attrs=read-write')), 'NOT_SUITED')
  t.match(await ask(address('target_session_attrs=read-only')), answered)
})

t.test('the session has the settings of the address and the service', async t => {
  const { href } = new URL(await emptyDatabase(t))
  const settings = 'application_name=my%20app&options=-c%20search_path%3Dmine%20-c%20work_mem=5MB'
  const found = await ask(
    `${href}${href.includes('?') ? '&' : '?'}${settings}`,
    `select current_setting('application_name') as name, current_setting('search_path') as path,
      current_setting('work_mem') as memory, current_setting('TimeZone') as zone,
      current_setting('statement_timeout') as timeout`,
  )
  t.strictSame(found, { name: 'my app', path: 'mine', memory: '5MB', zone: 'UTC', timeout: '20s' })
})

t.test('statements that may not take long are neither compiled nor shared with processes', async t => {
  const url = await emptyDatabase(t)
  const statement = sql`
    select current_setting('jit') as jit, current_setting('max_parallel_workers_per_gather') as processes`
  const settingsOf = async (options?: ConnectOptions) => {
    const db = connect(url, { max: 1, ...options })
    const [found] = await db.execute(statement)
    await db.$client.end()
    return found
  }
  t.strictSame(await settingsOf(), { jit: 'off', processes: '0' })
  t.not((await settingsOf({ statementTimeoutMs: 0 }))?.processes, '0')
})

t.test('a connection that is lost while a statement is written does not spoil the next one', async t => {
  const { url } = await database(t)
  const way = await severable(t, url)
  const db = connect(way.url, { max: 1 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  for (let round = 0; round < 5; round++) {
    t.match(await db.$client`select 1 as n`, [answered])
    // The driver writes at the end of the turn in which it is asked; the loss comes at any time
    // about that.
    way.cut()
    const asked: Promise<unknown>[] = []
    const ask = () =>
      void asked.push(
        db.$client`select 1 as n`.then(
          () => {},
          () => {},
        ),
      )
    ask()
    for (let turn = 0; turn < 6; turn++) {
      await new Promise(resolve => (turn % 2 === 0 ? setImmediate : process.nextTick)(resolve as () => void))
      ask()
    }
    await Promise.all(asked)
    way.mend()
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await db.$client`select 1 as n`.catch(() => [])).length === 1) break
      await sleep(20)
    }
  }
  t.match(await db.$client`select 1 as n`, [answered])
})

t.test('a session that the server ends tells why, and only once', async t => {
  const { db: admin, url } = await database(t)
  const db = connect(url, { max: 1 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  const [row] = await db.$client<{ pid: number }[]>`select pg_backend_pid() as pid`
  const slow = db.$client`select pg_sleep(20)`.catch(error => error)
  await sleep(50)
  await admin.$client`select pg_terminate_backend(${row?.pid ?? 0})`
  t.match(await slow, { code: '57P01' })
  t.match(await db.$client`select 1 as n`, [answered])
})

t.test('an end comes at once, whatever the server does', async t => {
  const { url } = await database(t)
  const silent = await listener(t, () => {})
  const greeted = connect(`postgres://me@127.0.0.1:${silent}/app?connect_timeout=0`, { max: 2 })
  const waiting = greeted.$client`select 1`.catch(error => error)
  await sleep(50)
  await greeted.$client.end({ timeout: 0 })
  t.ok((await waiting) instanceof Error)

  const way = await severable(t, url)
  const db = connect(way.url, { max: 3 })
  await new Promise<void>(begun => db.channels.hear('somebody', { heard() {}, begun }))
  await db.transaction(tx => tx.execute(sql`select 1`))
  const [idle, busy] = [db.$client`select 1`, db.$client`select pg_sleep(60)`.catch(error => error)]
  await idle
  way.hang()
  const began = performance.now()
  await db.$client.end({ timeout: 0 })
  t.ok((await busy) instanceof Error)
  t.ok(performance.now() - began < 15_000, 'long before a dead connection is noticed')
})

t.test(
  'connections that are dead without a word are noticed, and made again',
  { timeout: 120_000 },
  async t => {
    const { db: admin, url } = await database(t)
    const way = await severable(t, url)
    let lost = 0
    const db = connect(way.url, { max: 4 })
    const holding = connect(way.url, { max: 1, onLost: () => lost++ })
    for (const each of [db, holding]) t.teardown(() => each.$client.end({ timeout: 0 }))
    const heard: string[] = []
    let begun = 0
    db.channels.hear('news', { heard: payload => heard.push(payload), begun: () => void begun++ })
    while (begun < 1) await sleep(10)
    await db.transaction(tx => tx.execute(sql`select 1`))
    await holding.$client`select 1`
    const sessions = async () =>
      (await admin.$client`select pid from pg_stat_activity where application_name = 'fivehundred'`).length
    // A slow machine makes a connection only after another has answered, and needs no fourth then.
    while ((await sessions()) < 7) {
      await Promise.all([1, 2, 3, 4].map(() => db.$client`select pg_sleep(0.1)`))
    }
    way.forget()
    // Asked of a connection that is dead by now, this has the time of a statement.
    const stuck = db.$client`select 1`.catch(error => error)
    while (begun < 2 || lost < 1) await sleep(50)
    await admin.$client`select pg_notify('news', 'hello')`
    while (heard.length === 0) await sleep(50)
    t.strictSame(heard, ['hello'], 'it listens again')
    t.match(await holding.$client`select 1 as n`, [answered])
    // Each has its own clock, and on a busy machine one may notice later than the two above.
    const answers = await eventually(
      () => Promise.all([1, 2, 3].map(() => db.$client`select 1 as n`.catch(error => error))),
      all => !all.some(answer => answer instanceof Error),
      60_000,
    )
    t.match(answers, [[answered], [answered], [answered]], 'no dead connection is left in the pool')
    t.match(await db.transaction(tx => tx.execute(sql`select 1 as n`)), [answered], 'nor for transactions')
    t.match(await stuck, { code: 'ETIMEDOUT' })
  },
)

t.test('a connection that breaks at any moment of its beginning ends nothing but its statement', async t => {
  const { url } = await database(t)
  const way = await severable(t, url)
  for (let n = 0; n < 60; n++) {
    const db = connect(way.url, { max: 1 })
    const asked = db.$client`select 1`.catch(error => error)
    await sleep(n % 30)
    way.cut()
    way.mend()
    await db.$client.end({ timeout: 0 })
    await asked
  }
  t.pass('no error was left unheard')
})
