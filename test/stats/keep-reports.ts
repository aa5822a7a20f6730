import t from 'tap'
import { keepReports } from '../../src/stats/keep-reports.js'

/** Something to read, whose reads are counted, with a clock that the test moves. */
function kept(most = 10) {
  const world = { version: 1, ms: 0, reads: 0, failing: false }
  const read = async (name: string) => {
    world.reads++
    if (world.failing) throw new Error('no database')
    return `${name} ${world.version}`
  }
  const changes = { version: () => world.version }
  return { world, get: keepReports(changes, read, most, { now: () => world.ms }) }
}

t.test('what has not changed is read once, and after ten minutes to be sure', async t => {
  const { world, get } = kept()
  for (world.ms of [0, 10_000, 599_999]) t.equal(await get('a'), 'a 1')
  t.equal(world.reads, 1)
  world.ms = 600_000
  await get('a')
  t.equal(world.reads, 2)
})

t.test('what changes all the time is read once in five seconds', async t => {
  const { world, get } = kept()
  await get('a')
  for (world.ms = 0; world.ms < 5_000; world.ms += 500) {
    world.version++
    t.equal(await get('a'), 'a 1')
  }
  t.equal(await get('a'), `a ${world.version}`)
  t.equal(world.reads, 2)
})

t.test('those who ask during a read share it', async t => {
  const { world, get } = kept()
  t.strictSame(await Promise.all([get('a'), get('a'), get('a')]), ['a 1', 'a 1', 'a 1'])
  t.equal(world.reads, 1)
  Object.assign(world, { version: 2, ms: 5_000 })
  t.strictSame(await Promise.all([get('a'), get('a')]), ['a 2', 'a 2'])
  t.equal(world.reads, 2)
})

t.test('a change during a read is not missed', async t => {
  const world = { version: 1, ms: 0 }
  const read = async () => {
    const seen = world.version
    world.version++
    return seen
  }
  const get = keepReports({ version: () => world.version }, read, 1, { now: () => world.ms })
  t.equal(await get('a'), 1)
  world.ms = 5_000
  t.equal(await get('a'), 2)
})

t.test('a failure stands for a second', async t => {
  const { world, get } = kept()
  world.failing = true
  await t.rejects(get('a'), { message: 'no database' })
  world.failing = false
  world.ms = 999
  await t.rejects(get('a'), { message: 'no database' })
  t.equal(world.reads, 1)
  world.ms = 1_000
  t.equal(await get('a'), 'a 1')
})

t.test('what was not asked for lately makes room', async t => {
  const { world, get } = kept(2)
  for (const name of ['a', 'b', 'c', 'a']) await get(name)
  t.equal(world.reads, 4)
})
