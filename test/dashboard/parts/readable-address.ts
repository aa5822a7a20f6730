import t from 'tap'
import { readableAddress } from '../../../src/dashboard/parts/readable-address.js'

t.test('international addresses are shown as people read them', async t => {
  for (const [encoded, readable] of [
    ['https://xn--mnchen-3ya.de/stra%C3%9Fe', 'https://münchen.de/straße'],
    ['xn--mnchen-3ya.de/', 'münchen.de/'],
    ['xn--e1afmkfd.xn--p1ai/%D0%B0', 'пример.рф/а'],
    ['xn--r8jz45g.jp/%E4%BE%8B', '例え.jp/例'],
    ['example.com/a%E2%80%93b?q=%C3%BC#%C3%A4', 'example.com/a–b?q=ü#ä'],
    ['example.com:8080/a', 'example.com:8080/a'],
  ] as const)
    t.equal(readableAddress(encoded), readable)
})

t.test('what could pass for another address stays encoded', async t => {
  for (const address of [
    // Cyrillic letters among Latin ones, and a name of nothing but look-alikes of Latin ones.
    'https://xn--pple-43d.com/',
    'https://xn--80ak6aa92e.com/',
    // A Greek omicron, a dotless i, a division slash.
    'https://xn--ggle-0nda.com/',
    'https://xn--lnkedin-4ub.com/',
    'https://xn--examplecom-v23g.evil.example/',
    'https://example.com/%2Fa%3Fb%20c%25',
    // Reverses what follows; a wide slash; an invisible letter; no UTF-8.
    'https://example.com/%E2%80%AEgpj.exe',
    'https://example.com/%EF%BC%8Fa',
    'https://example.com/%E3%85%A4',
    'https://example.com/%FF',
    'https://xn--.com/',
    'https://xn--a.com/',
  ])
    t.equal(readableAddress(address), address)
})
