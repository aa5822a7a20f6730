import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { setAside } from '../../src/journal/set-aside.js'

t.test('a part is kept byte for byte, and once however often it is read', async t => {
  const directory = t.testdir()
  const part = { segment: 3, offset: 120, bytes: Buffer.from([0, 255, 10, 13]), lines: 1 }
  const path = await setAside(directory, part)
  t.equal(await setAside(directory, part), path)
  t.same(await readdir(`${directory}/corrupt`), ['0000000003-120'])
  t.same(await readFile(path), part.bytes)
})
