import t from 'tap'
import { transact } from '../../src/db/transact.js'
import { Conflict, SlugTaken } from '../../src/errors.js'
import { database } from '../fixtures/database.js'

const failing = (code: string) =>
  new Error('Failed query', { cause: Object.assign(new Error(code), { code }) })

t.test('two transactions that wait for each other both come about', async t => {
  const { db } = await database(t)
  await db.$client`create table pairs (name text primary key, n int not null)`
  await db.$client`insert into pairs values ('a', 0), ('b', 0)`
  let arrived = 0
  let open = () => {}
  const bothHoldOne = new Promise<void>(resolve => {
    open = resolve
  })
  const add = (first: string, second: string) =>
    transact(db, async tx => {
      await tx.execute(`update pairs set n = n + 1 where name = '${first}'`)
      if (++arrived === 2) open()
      await bothHoldOne
      await tx.execute(`update pairs set n = n + 1 where name = '${second}'`)
    })
  await Promise.all([add('a', 'b'), add('b', 'a')])
  t.equal(arrived, 3, 'one of them ran twice')
  t.same([...(await db.$client`select n from pairs`)], [{ n: 2 }, { n: 2 }], 'and counts once')
})

t.test('a change that met another one is tried again', async t => {
  const { db } = await database(t)
  for (const code of ['40001', '40P01', '23505', '23503']) {
    let tries = 0
    const done = await transact(db, async () => {
      if (++tries < 3) throw failing(code)
      return 'done'
    })
    t.equal(done, 'done')
    t.equal(tries, 3, code)
  }
})

t.test(
  'one that meets others again and again is refused, and what else goes wrong is not tried again',
  async t => {
    const { db } = await database(t)
    let tries = 0
    const fail = (error: Error) =>
      transact(db, async () => {
        tries++
        throw error
      })
    await t.rejects(fail(failing('40P01')), {
      code: 'conflict',
      status: 409,
      cause: { message: 'Failed query' },
    })
    await t.rejects(fail(new Conflict()), { code: 'conflict' })
    t.equal(tries, 12)
    for (const error of [new SlugTaken({ slug: 'launch' }), failing('42P01'), failing('ECONNREFUSED')]) {
      await t.rejects(fail(error), error)
    }
    t.equal(tries, 15)
  },
)
