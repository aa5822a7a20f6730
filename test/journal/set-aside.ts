import { mkdir, readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { keepFile, setAside, setAsidePath } from '../../src/journal/set-aside.js'

t.test('a part is kept byte for byte, and once however often it is read', async t => {
  const directory = t.testdir()
  const part = { segment: 3, offset: 120, bytes: Buffer.from([0, 255, 10, 13]), lines: 1 }
  const path = await setAside(directory, part)
  t.equal(await setAside(directory, part), path)
  t.same(await readdir(`${directory}/corrupt`), ['0000000003-120'])
  t.same(await readFile(path), part.bytes)
  t.equal(setAsidePath(directory, part), path)
})

t.test(
  'files of another journal under the same name stay, and what a crash cut short is made whole',
  async t => {
    const directory = t.testdir({ folder: { name: 'theirs', 'name.2': 'also theirs', 'name.3': 'our b' } })
    const keep = () => keepFile(directory, 'folder', 'name', Buffer.from('our bytes'))
    for (let n = 0; n < 2; n++) t.equal(await keep(), `${directory}/folder/name.3`)
    for (const [name, text] of [
      ['name', 'theirs'],
      ['name.2', 'also theirs'],
      ['name.3', 'our bytes'],
    ] as const)
      t.equal(await readFile(`${directory}/folder/${name}`, 'utf8'), text)
  },
)

t.test('what cannot be read is not taken for a missing file', async t => {
  const directory = t.testdir()
  await mkdir(`${directory}/folder/name`, { recursive: true })
  await t.rejects(keepFile(directory, 'folder', 'name', Buffer.from('x')), {
    syscall: 'read',
    code: 'EISDIR',
  })
})
