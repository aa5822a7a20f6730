// What the other browser tests rely on: everything wrong with a page is noticed.
import t, { type Test } from 'tap'
import {
  axeProblems,
  chromium,
  measure,
  openWindow,
  outOfSight,
  overhang,
  slowDown,
  zoomIn,
} from '../fixtures/chromium.js'
import { network } from '../fixtures/network.js'

const program = await chromium(t)

/** A window at a page with this body and these headers. */
async function look(t: Test, body: string, headers: Record<string, string> = {}) {
  const page = {
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: `<!doctype html><html lang="en"><title>A</title><link rel="icon" href="data:,">${body}`,
  }
  const served = await network(t, ({ pathname }) => (pathname === '/' ? page : { status: 404 }))
  const window = await openWindow(program, served.url)
  await window.page.goto('/', { waitUntil: 'networkidle' })
  return window
}

t.test('a good page has no problem', async t => {
  const window = await look(t, '<main><h1>Good</h1></main>')
  t.strictSame(window.problems, [])
  t.strictSame(await axeProblems(window), [])
  t.equal(await overhang(window), 0)
})

t.test('everything that goes wrong on a page is a problem', async t => {
  const strict = { 'content-security-policy': "default-src 'none'" }
  const elsewhere = await network(t, { status: 200, headers: { 'access-control-allow-origin': '*' } })
  for (const [body, headers, problem] of [
    ['<script>console.error("oh")</script>', {}, /console: oh/],
    ['<script>nothing.here()</script>', {}, /script: nothing is not defined/],
    ['<script>alert("hello")</script>', {}, /dialog: hello/],
    ['<script>alert("hello")</script>', strict, /CSP: script-src-elem blocked inline/],
    ['<p style="color: red">A</p>', strict, /CSP: style-src-attr blocked inline/],
    [`<script>fetch("${elsewhere.url}")</script>`, {}, /outside request: http/],
    ['<img src="/missing.png" alt="">', {}, /console: Failed to load resource/],
  ] as const) {
    const { problems } = await look(t, body, headers)
    t.match(problems.join('\n'), problem, body)
  }
})

t.test('axe finds what cannot be read or used', async t => {
  const window = await look(t, '<main><input><p>No label</p></main>')
  t.match(await axeProblems(window), [/^label: /])
})

t.test('of a page that is too wide, it tells by how many pixels', async t => {
  const window = await look(t, '<svg width="1400" height="10"></svg>')
  t.ok((await overhang(window)) >= 100)
})

t.test('what is out of sight is found, zoomed in or not', async t => {
  const far = 'style="position: absolute; width: 100px; left:'
  const window = await look(
    t,
    `<button ${far} 10px">In sight</button><button ${far} 600px">In half of the window</button>
     <button ${far} 2000px">Nowhere</button><button ${far} 2000px" hidden>Hidden</button>
     <table><tr><th><p style="width: 1000px">A</p></th><td class="number">7</td><td>8</td></tr></table>`,
  )
  t.match(await outOfSight(window), [/Nowhere/])
  await zoomIn(window)
  t.match(await outOfSight(window), [/In half/, /Nowhere/, /7/])
})

t.test('a slow network is slow', async t => {
  const window = await look(t, '')
  await slowDown(window)
  await window.page.reload()
  const { completeMs } = await measure(window)
  t.ok(completeMs >= 300, `${completeMs} ms`)
})

t.test('the bytes that came are counted', async t => {
  const [small, large] = [await look(t, 'a'), await look(t, 'a'.repeat(500_001))]
  const more = (await large.bytes()) - (await small.bytes())
  t.ok(more >= 500_000 && more < 500_100, `${more}`)
})
