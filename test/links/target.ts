import t from 'tap'
import { readTarget, targetProblem } from '../../src/links/target.js'

const own = { baseUrl: 'https://sho.rt', host: '127.0.0.1', port: 3000 }

t.test('a good target is kept in normal form', async t => {
  const targets = [
    ['https://example.com', 'https://example.com/'],
    ['HTTP://EXAMPLE.com:80/A?b=%20c#d', 'http://example.com/A?b=%20c#d'],
    ['https://exämple.de/ä', 'https://xn--exmple-cua.de/%C3%A4'],
    ['https://sho.rt.example.com/', 'https://sho.rt.example.com/'],
    ['http://localhost:8080/', 'http://localhost:8080/'],
    ['http://[2001:db8::1]/', 'http://[2001:db8::1]/'],
    [` https://example.com/x `, 'https://example.com/x'],
    ['\ufeffhttps://example.com/x\u200b', 'https://example.com/x'],
    ['\u202ahttps://example.com/x\u202c\u00a0', 'https://example.com/x'],
    ['https://example.com/a\u200bb', 'https://example.com/a%E2%80%8Bb'],
    ['https://example.com./x', 'https://example.com./x'],
    [`https://${'a'.repeat(63)}.com/`, `https://${'a'.repeat(63)}.com/`],
    [`https://${'a.'.repeat(125)}com./`, `https://${'a.'.repeat(125)}com./`],
  ] as const
  for (const [given, stored] of targets) t.equal(readTarget(given, own), stored)
})

t.test('a bad target is refused with the remedy', async t => {
  const targets: [string, RegExp][] = [
    ['', /absolute/],
    ['example.com', /absolute/],
    ['/path', /absolute/],
    ['//example.com', /absolute/],
    ['https://', /absolute/],
    ['https://exa mple.com', /absolute/],
    ['http://.', /empty/],
    ['http://..', /empty/],
    ['http://./page', /empty/],
    ['http://a..b', /empty/],
    ['https://.example.com', /empty/],
    ['https://example.com..', /empty/],
    ['https://example。。com', /empty/],
    ['https://%2e/', /empty/],
    ['https://example.com%2E.:8080/x', /empty/],
    [`https://${'a'.repeat(64)}.com/`, /253.*63/],
    [`https://${'ü'.repeat(60)}.com/`, /253.*63/],
    [`https://${'a.'.repeat(126)}com`, /253/],
    ['javascript:alert(1)', /http/],
    ['data:text/html,hi', /http/],
    ['file:///etc/passwd', /http/],
    ['ftp://example.com', /http/],
    ['mailto:me@example.com', /http/],
    ['blob:https://example.com/1', /http/],
    ['https://me@example.com', /user name/],
    ['https://me:secret@example.com', /user name/],
    ['https://:secret@example.com', /user name/],
    ['https://example.com/\0', /control/],
    ['https://example.com/\n', /control/],
    ['java\tscript:alert(1)', /control/],
    ['https://example.com/\ud800', /Unicode/],
    [`https://example.com/${'a'.repeat(8192)}`, /8192/],
    [`https://example.com/${'ä'.repeat(2000)}`, /encoded/],
  ]
  for (const [target, message] of targets) t.match(targetProblem(target, own), message, target.slice(0, 60))
  t.throws(() => readTarget('nothing', own), { code: 'invalid-input', facts: { errors: [{ field: 'url' }] } })
})

t.test('a link cannot lead to this service itself', async t => {
  const own8080 = { baseUrl: 'https://sho.rt', host: '::', port: 8080 }
  const targets = [
    'https://sho.rt/abc',
    'http://SHO.RT/',
    'https://sho.rt:8443/',
    'https://sho.rt./abc',
    'https://ｓho.rt/',
    'http://127.0.0.1:3000/abc',
    'http://127.1:3000/',
    'http://2130706433:3000/',
    'http://localhost:3000/',
    'http://[::1]:3000/',
    'http://0.0.0.0:3000/',
  ]
  for (const target of targets) t.match(targetProblem(target, own), /itself/, target)
  t.match(targetProblem('http://[::]:8080/', own8080), /itself/)
  t.equal(targetProblem('http://127.0.0.1:3001/', own), null)
  t.match(targetProblem('\u200bhttps://sho.rt/abc\u200b', own), /itself/)
})
