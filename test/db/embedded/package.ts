import { access } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { findPackage } from '../../../src/db/embedded/package.js'

t.test('this platform’s package has the programs', async t => {
  const { native, version } = findPackage()
  t.match(version, /^18\./)
  for (const program of ['initdb', 'postgres']) await access(join(native, 'bin', program))
})

t.test('a platform without a package is told to set DATABASE_URL', async t => {
  t.throws(() => findPackage('sunos', 'sparc'), { name: 'CannotStart', message: /sunos-sparc.*DATABASE_URL/ })
})
