import t from 'tap'
import { readConfig } from '../../src/config.js'
import { greeting } from '../../src/main/greeting.js'
import type { Service } from '../../src/main.js'

function greet(env: Record<string, string>, firstKey: string | null): string {
  const context = { config: readConfig(env) } as Service['context']
  return greeting({ address: 'http://localhost:3000', firstKey, context })
}

t.test('an ordinary start tells the address alone', async t => {
  t.equal(greet({}, null), 'Fivehundred listens on http://localhost:3000\n')
})

t.test('a public address is told beside the one to call', async t => {
  t.match(greet({ BASE_URL: 'https://sho.rt' }, null), 'Short links begin with https://sho.rt/\n')
})

t.test('the very first start shows the key and a command that uses it', async t => {
  const text = greet({}, 'fh_key')
  t.match(text, "curl -s http://localhost:3000/api/v1/links \\\n    -H 'Authorization: Bearer fh_key' \\\n")
})
