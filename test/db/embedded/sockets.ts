import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import t from 'tap'
import {
  isSocketDirectory,
  makeSocketDirectory,
  readySocketDirectory,
  removeEmptySocketDirectory,
  removeSocketDirectory,
  socketName,
} from '../../../src/db/embedded/sockets.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

t.test('a socket directory is private, and goes again', async t => {
  const parent = await temporaryDirectory(t)
  const made = await makeSocketDirectory(null, [parent])
  t.equal(dirname(made), parent)
  t.equal((await stat(made)).mode & 0o777, 0o700)
  t.ok(await isSocketDirectory(made, null))
  await removeSocketDirectory(made)
  t.notOk(await isSocketDirectory(made, null))
})

t.test('a directory that was not made for sockets is never removed', async t => {
  const other = await temporaryDirectory(t)
  await removeSocketDirectory(other)
  t.ok((await stat(other)).isDirectory())
  t.notOk(await isSocketDirectory(other, null))
})

t.test('a path too long for a socket, or with a comma, is passed over', async t => {
  const parent = await temporaryDirectory(t)
  const long = join(parent, 'x'.repeat(100))
  const made = await makeSocketDirectory(null, [long, join(parent, 'a,b'), parent])
  t.equal(dirname(made), parent)
})

t.test('a private parent is passed over when another account needs the socket', async t => {
  const parent = await temporaryDirectory(t)
  await chmod(parent, 0o700)
  await t.rejects(makeSocketDirectory({ uid: 65534, gid: 65534 }, [parent]), {
    name: 'CannotStart',
    message: /TMPDIR/,
  })
})

t.test('a directory that a cleaner has removed is made again at the same place', async t => {
  const made = await makeSocketDirectory(null, [await temporaryDirectory(t)])
  await removeSocketDirectory(made)
  await readySocketDirectory(made, null)
  t.ok(await isSocketDirectory(made, null))
  t.equal((await stat(made)).mode & 0o777, 0o700)
})

t.test('the socket of a killed server goes with its lock, which names a process', async t => {
  const made = await makeSocketDirectory(null, [await temporaryDirectory(t)])
  await writeFile(join(made, socketName), '')
  await writeFile(join(made, `${socketName}.lock`), `${process.pid}\n`)
  await removeEmptySocketDirectory(made)
  await readySocketDirectory(made, null)
  t.strictSame(await readdir(made), [])
})

t.test('a place that somebody else has taken meanwhile is told', async t => {
  const parent = await temporaryDirectory(t)
  const made = await makeSocketDirectory(null, [parent])
  await removeSocketDirectory(made)
  await mkdir(join(parent, 'elsewhere'))
  await symlink(join(parent, 'elsewhere'), made)
  await t.rejects(readySocketDirectory(made, null), { name: 'CannotStart', message: made })
})
