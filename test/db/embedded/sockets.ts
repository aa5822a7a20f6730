import { chmod, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import t from 'tap'
import {
  isSocketDirectory,
  makeSocketDirectory,
  removeSocketDirectory,
} from '../../../src/db/embedded/sockets.js'
import { temporaryDirectory } from '../../fixtures/service.js'

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
