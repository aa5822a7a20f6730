import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { ensureCluster } from '../../../src/db/embedded/cluster.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

async function place(t: Test, files: Record<string, string>) {
  const home = await temporaryDirectory(t)
  const cluster = join(home, 'data')
  await mkdir(cluster)
  for (const [name, text] of Object.entries(files)) await writeFile(join(cluster, name), text)
  return { home, cluster }
}

t.test('data of another major version is left alone', async t => {
  const { cluster } = await place(t, { PG_VERSION: '17\n' })
  await t.rejects(ensureCluster(cluster, '/nowhere', '18.4.0', null), {
    name: 'CannotStart',
    message: /PostgreSQL 17, and this is PostgreSQL 18/,
  })
})

t.test('a directory with other files in it is left alone', async t => {
  const { cluster } = await place(t, { 'thesis.txt': '' })
  await t.rejects(ensureCluster(cluster, '/nowhere', '18.4.0', null), { message: /move it away/ })
  t.strictSame(await readdir(cluster), ['thesis.txt'])
})

t.test(
  'data that was given to root is told how to be given away',
  { skip: process.getuid?.() !== 0 },
  async t => {
    const { cluster } = await place(t, { PG_VERSION: '18\n' })
    await t.rejects(ensureCluster(cluster, '/nowhere', '18.4.0', null), { message: /chown -R nobody/ })
  },
)

t.test('a failed initdb leaves nothing behind, nor does one that crashed long ago', async t => {
  const { home, cluster } = await place(t, {})
  const crashed = join(home, 'data-unfinished-crashed')
  const underWay = join(home, 'data-unfinished-under-way')
  await mkdir(crashed)
  await mkdir(underWay)
  await utimes(crashed, 0, 0)
  await t.rejects(ensureCluster(cluster, '/nowhere', '18.4.0', null), { name: 'CannotStart' })
  t.strictSame((await readdir(home)).sort(), ['data', 'data-unfinished-under-way'])
})
