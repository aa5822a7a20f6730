import t from 'tap'
import { qrCode, qrPng, qrSvg } from '../../src/links/qr.js'

const address = 'https://sho.rt/Ab3xYz7'

/** The modules of a code as rows of text, # for black. */
function modules(text: string): string[] {
  const { size, path } = qrCode(text)
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map(run => run.slice(1).map(Number))
  const black = new Set(
    runs.flatMap(([x = 0, y, length = 0]) => Array.from({ length }, (_, n) => `${x + n} ${y}`)),
  )
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => (black.has(`${x} ${y}`) ? '#' : ' ')).join(''),
  )
}

t.test('has a finder in three corners, inside a white margin of four modules', async t => {
  const rows = modules(address)
  const size = rows.length
  const finder = ['#######', '#     #', '# ### #', '# ### #', '# ### #', '#     #', '#######']
  const corner = (x: number, y: number) => rows.slice(y, y + 7).map(row => row.slice(x, x + 7))
  t.strictSame(corner(4, 4), finder)
  t.strictSame(corner(size - 11, 4), finder)
  t.strictSame(corner(4, size - 11), finder)
  t.notSame(corner(size - 11, size - 11), finder)
  t.notMatch(rows.slice(0, 4).concat(rows.slice(-4)).join(''), '#')
  t.notMatch(rows.map(row => row.slice(0, 4) + row.slice(-4)).join(''), '#')
})

t.test('each address has a code of its own', async t => {
  t.notSame(modules(address), modules(`${address}8`))
  t.same(modules(address), modules(address))
})

t.test('comes as SVG, and as PNG with 16 pixels a module', async t => {
  const { size, path } = qrCode(address)
  const svg = qrSvg(address)
  t.match(svg, `viewBox="0 0 ${size} ${size}"`)
  t.match(svg, path)
  const png = qrPng(address)
  t.equal(png.subarray(1, 4).toString(), 'PNG')
  t.equal(png.readUInt32BE(16), size * 16)
  t.equal(png.readUInt32BE(20), size * 16)
})
