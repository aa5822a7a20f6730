import t from 'tap'
import { onlyHere } from '../../../src/dashboard/home/only-here.js'

t.test('links that lead to this computer alone are told from others', async t => {
  for (const host of [
    'localhost:3000',
    '127.0.0.1',
    '127.1.2.3:80',
    '[::1]:3000',
    'go.localhost',
    '0.0.0.0',
  ]) {
    const baseUrl = `http://${host}`
    t.match(onlyHere({ baseUrl, demo: false }), `Short links begin with ${baseUrl}, `, host)
    t.equal(onlyHere({ baseUrl, demo: true }), null)
  }
  for (const host of ['go.example.com', '192.168.1.5:3000', '10.0.0.1', 'localhost.example', '[2001:db8::1]'])
    t.equal(onlyHere({ baseUrl: `http://${host}`, demo: false }), null, host)
})
