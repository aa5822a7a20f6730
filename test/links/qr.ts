import { Resvg } from '@resvg/resvg-js'
import t from 'tap'
import { type QrLook, qrCode, qrPng, qrSvg } from '../../src/links/qr.js'

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

const looks: [title: string, look: QrLook, pixels: number][] = [
  ['by default', {}, 16],
  ['with the largest margin', { margin: 20 }, 16],
  ['without a margin', { margin: 0 }, 16],
  ['in colors', { color: '#0b57d0', background: '#fedcba' }, 16],
  ['with a size that modules do not divide', { size: 333 }, 10],
  ['in the smallest size', { size: 50 }, 1],
  ['in the largest size, with the highest level', { size: 1024, level: 'H' }, 27],
]

t.test('as PNG it has the pixels that the SVG has where each module is whole pixels', async t => {
  for (const [title, look, pixels] of looks) {
    const png = qrPng(address, look)
    const width = png.readUInt32BE(16)
    const { size } = qrCode(address, look)
    const start = Math.floor((width - size * pixels) / 2)
    const { color = '#000', background = '#fff' } = look
    const drawn = `<rect width="${width}" height="${width}" fill="${background}"/>
      <path transform="translate(${start} ${start}) scale(${pixels})" fill="${color}"
        shape-rendering="crispEdges" d="${qrCode(address, look).path}"/>`
    const shown = `<image width="${width}" height="${width}" image-rendering="optimizeSpeed"
      href="data:image/png;base64,${png.toString('base64')}"/>`
    t.ok(pixelsOf(shown, width).equals(pixelsOf(drawn, width)), title)
  }
})

function pixelsOf(content: string, width: number): Buffer {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}">${content}</svg>`
  return new Resvg(svg).render().pixels
}

t.test('a PNG is small: one bit a pixel', async t => {
  t.ok(qrPng(address).length < 1_000)
})
