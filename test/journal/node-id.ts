import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { readNodeId } from '../../src/journal/node-id.js'

t.test('the id is made once and stays', async t => {
  const directory = `${t.testdir()}/journal`
  const id = await readNodeId(directory)
  t.match(id, /^[0-9a-f-]{36}$/)
  t.equal(await readNodeId(directory), id)
  t.equal((await readFile(`${directory}/node-id`, 'utf8')).trim(), id)
  t.not(await readNodeId(`${directory}/other`), id)
})

t.test('a damaged id is an error, not a new id', async t => {
  const directory = t.testdir({ 'node-id': '' })
  await t.rejects(readNodeId(directory), { message: /holds no UUID/ })
})

t.test('first calls at the same time agree on one id', async t => {
  const directory = t.testdir()
  const ids = await Promise.all(Array.from({ length: 8 }, () => readNodeId(directory)))
  t.equal(new Set(ids).size, 1)
  t.strictSame(await readdir(directory), ['node-id'], 'nothing is left beside it')
})
