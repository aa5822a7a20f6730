import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { findNodeId, readNodeId } from '../../src/journal/node-id.js'

t.test('the id is made once and stays', async t => {
  const directory = `${t.testdir()}/journal`
  const id = await readNodeId(directory)
  t.match(id, /^[0-9a-f-]{36}$/)
  t.equal(await readNodeId(directory), id)
  t.equal((await readFile(`${directory}/node-id`, 'utf8')).trim(), id)
  t.not(await readNodeId(`${directory}/other`), id)
})

for (const [what, content] of [
  ['an empty file', ''],
  ['zeros, as a power failure leaves them', '\0'.repeat(37)],
  ['half an id', '01960000-0000-4000'],
  ['more than an id before it', 'x01960000-0000-4000-8000-000000000001'],
  ['more than an id behind it', '01960000-0000-4000-8000-000000000001x'],
  ['what is no text', Buffer.from([0xff, 0xfe, 0x00, 0x9f])],
] as const) {
  t.test(`${what} is put aside for a new id, which stays, and the log tells`, async t => {
    const directory = t.testdir({ 'node-id': content })
    const logged: object[] = []
    const log = { warn: (facts: object) => void logged.push(facts) }
    const id = await readNodeId(directory, log)
    t.match(id, /^[0-9a-f-]{36}$/)
    t.equal(await readNodeId(directory, log), id)
    const [kept = '', ...more] = (await readdir(directory)).filter(name => name !== 'node-id')
    t.strictSame(more, [])
    t.same(await readFile(`${directory}/${kept}`), Buffer.from(content))
    t.match(logged, [{ damaged: `${directory}/${kept}` }])
    t.equal(logged.length, 1)
  })
}

t.test('starts at the same time that find a damaged id leave a good one', async t => {
  for (let n = 0; n < 20; n++) {
    const directory = `${t.testdir({ [n]: { 'node-id': '' } })}/${n}`
    await Promise.all([1, 2, 3].map(() => readNodeId(directory)))
    t.match(await readFile(`${directory}/node-id`, 'utf8'), /^[0-9a-f-]{36}\n$/)
  }
})

t.test('first calls at the same time agree on one id', async t => {
  const directory = t.testdir()
  const ids = await Promise.all(Array.from({ length: 8 }, () => readNodeId(directory)))
  t.equal(new Set(ids).size, 1)
  t.strictSame(await readdir(directory), ['node-id'], 'nothing is left beside it')
})

t.test('an id is found where there is one, and none is made', async t => {
  const directory = t.testdir({ good: {}, damaged: { 'node-id': '' }, none: {}, file: '' })
  const id = await readNodeId(`${directory}/good`)
  t.equal(await findNodeId(`${directory}/good`), id)
  for (const name of ['damaged', 'none', 'missing']) t.equal(await findNodeId(`${directory}/${name}`), null)
  t.strictSame(await readdir(`${directory}/none`), [])
  await t.rejects(findNodeId(`${directory}/file`), { code: 'ENOTDIR' })
})
