import t from 'tap'
import { readConfig } from '../../src/config.js'
import { greeting } from '../../src/main/greeting.js'

function greet(env: Record<string, string>, firstKey: string | null): string {
  return greeting({ address: 'http://localhost:3000', firstKey, config: readConfig(env) })
}

t.test('an ordinary start tells the address alone', async t => {
  t.equal(greet({}, null), 'Fivehundred listens on http://localhost:3000\n')
})

t.test('a public address is told beside the one to call', async t => {
  t.match(greet({ BASE_URL: 'https://sho.rt' }, null), 'Short links begin with https://sho.rt/\n')
})

t.test('the very first start shows where to log in and the key, apart from all else', async t => {
  const lines = '\n\nLog in at  http://localhost:3000/login\nAdmin key  fh_key  (shown this once)\n\n'
  t.ok(greet({}, 'fh_key').endsWith(lines))
  t.ok(greet({ BASE_URL: 'http://sho.rt' }, 'fh_key').endsWith(lines))
  t.match(
    greet({ BASE_URL: 'https://sho.rt' }, 'fh_key'),
    'Log in at  https://sho.rt/login\n',
    'where it lasts',
  )
})
