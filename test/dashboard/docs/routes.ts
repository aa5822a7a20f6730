import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { testApp } from '../../fixtures/app.js'

const { app } = await testApp(t)
const { body, headers } = await app.inject('/docs')
const { paths, components } = (await app.inject('/api/v1/openapi.json')).json()
const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)

t.test('every call has its place, named by its operationId, and every type is told once', async t => {
  t.equal(new Set(ids).size, ids.length, 'an anchor leads to one place')
  for (const [path, methods] of Object.entries<Record<string, any>>(paths)) {
    for (const [method, { operationId, parameters = [], requestBody }] of Object.entries(methods)) {
      t.ok(ids.includes(operationId), operationId)
      const part = body.slice(body.indexOf(`id="${operationId}"`)).split('</article>')[0] ?? ''
      t.match(part, `data-method="${method.toUpperCase()}" data-path="${path}"`)
      for (const { name } of parameters.filter((one: object) => 'name' in one))
        t.match(part, `<code>${name}</code>`, `${operationId} ${name}`)
      t.match(part, /<pre tabindex="0">curl /, operationId)
      if (requestBody) t.match(part, '<textarea', operationId)
    }
  }
  for (const name of Object.keys(components.schemas)) t.ok(ids.includes(`type-${name}`), name)
})

t.test('no link of the page leads nowhere', async t => {
  const found = [...body.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
  for (const href of new Set(found)) {
    const [page = '', anchor] = href.split('#')
    const file = /^\/help\/(\w+)$/.exec(page)?.[1]
    if (page === '') t.ok(anchor === 'content' || ids.includes(anchor ?? ''), href)
    else if (file !== undefined) {
      t.ok(existsSync(`dist/help/${file}.html`), href)
      if (anchor) t.match(readFileSync(`dist/help/${file}.html`, 'utf8'), `id="${anchor}"`, href)
    } else t.notMatch(href, /^https?:/, 'it asks nobody else')
  }
})

t.test('it is small, and nothing in it runs inline', async t => {
  t.ok(gzipSync(body).length < 100_000)
  t.notMatch(body, /<script(?![^>]* src=)|<style| style="| on\w+="/)
  t.match(headers['content-security-policy'], /script-src 'self'; ?style-src 'self';/)
})

t.test('commands are ready to be pasted into a shell', async t => {
  const commands = [...body.matchAll(/data-copy="(curl [^"]*)"/g)].map(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<'),
  )
  const one = (start: string) => commands.find(command => command.startsWith(start))
  t.equal(
    one("curl -X POST 'https://sho.rt/api/v1/lists'"),
    [
      "curl -X POST 'https://sho.rt/api/v1/lists'",
      '  -H "Authorization: Bearer $KEY"',
      "  -H 'Content-Type: application/json'",
      `  -d '${JSON.stringify({ name: 'colleagues', accounts: ['@ann', '@bob'] }, null, 2)}'`,
    ].join(' \\\n'),
  )
  t.equal(one("curl 'https://sho.rt/launch'"), "curl 'https://sho.rt/launch'", 'without a key')
  t.match(one("curl 'https://sho.rt/api/v1/exchange?from=@"), /&to=@/)
})
