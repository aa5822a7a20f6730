import { readdirSync } from 'node:fs'
import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { browser } from '../../fixtures/pages.js'

const test = await testApp(t)
const names = readdirSync('src/help').flatMap(file => /^(.*)\.md$/.exec(file)?.[1] ?? [])
const address = (name: string) => (name === 'index' ? '/help' : `/help/${name}`)

t.test('every text of src/help is a page that needs no login', async t => {
  t.ok(names.includes('counting') && names.includes('scoring'))
  for (const name of names) {
    const { statusCode, headers, body } = await browser(test).get(address(name))
    t.equal(statusCode, 200, name)
    t.match(headers['content-type'], 'text/html')
    const [, heading] = /<h1[^>]*>([^<]+)<\/h1>/.exec(body) ?? []
    t.ok(heading, `${name} has a heading`)
    t.match(body, `<title>${heading} · Fivehundred</title>`)
    t.notMatch(body, 'noindex')
  }
})

t.test('links between the pages, and to parts of them, lead somewhere', async t => {
  const pages = new Map<string, string>()
  for (const name of names) pages.set(address(name), (await browser(test).get(address(name))).body)
  let links = 0
  for (const [page, body] of pages) {
    for (const [, path = '', fragment] of body.matchAll(/href="(\/help[\w/-]*|)(?:#([\w-]+))?"/g)) {
      const target = pages.get(path || page)
      t.ok(target, `${page} leads to ${path}`)
      if (fragment && fragment !== 'content')
        t.match(target, `id="${fragment}"`, `${page} leads to ${path}#${fragment}`)
      links += 1
    }
    t.notMatch(body, /href="[\w-]+\.md/, `${page} names no file`)
  }
  t.ok(links > names.length)
})

t.test('a page that shows a number leads to what it means', async t => {
  for (const path of ['/', '/leaderboard', '/exchange']) {
    const { body } = await browser(test).get(path)
    for (const name of ['counting', 'scoring']) t.match(body, `href="/help/${name}"`, path)
  }
})
