import t from 'tap'
import { testApp } from '../fixtures/app.js'

const octets = { headers: { 'content-type': 'application/octet-stream' } }
const head = 'date,userAgent,referer,country,region,city,latitude,longitude,potentialBot,visitedUrl'
const visit = (slug: string) =>
  `2026-07-14T12:00:00+02:00,"Mozilla/5.0 (X11; Linux)",https://t.co/a,DE,,,52.5,13.4,false,https://s.test/${slug}`

t.test('visits of Shlink raise the old counts of the links that came from there', async t => {
  const { api } = await testApp(t)
  const send = async (text: string, query = '') =>
    (await api('POST', `/imports${query}`, text, octets)).json()
  const counted = async (slug: string) => (await api('GET', `/links/${slug}`)).json().importedClicks
  const list = [
    'shortCode,longUrl,visits',
    'one,https://e.test/1,1',
    'two,https://e.test/2,9',
    'new,https://e.test/3,',
  ]
  t.match(await send(list.join('\n')), { made: 3 })
  await api('POST', '/links', { url: 'https://example.com/', slug: 'ours' })

  const file = [head, ...['one', 'one', 'one', 'two', 'new'].map(visit)].join('\n')
  t.match(await send(file, '?dryRun=true'), { what: 'links', rows: 5, made: 0, changed: 2, alreadyThere: 1 })
  t.equal(await counted('one'), 1, 'a preview stores nothing')
  t.match(await send(file), { source: 'Shlink (visits)', changed: 2, alreadyThere: 1, errorTotal: 0 })
  t.strictSame(
    [await counted('one'), await counted('two'), await counted('new')],
    [3, 9, 1],
    'they only grow',
  )
  t.match(await send(file), { changed: 0, alreadyThere: 3 }, 'repeated, it changes nothing')

  const foreign = [head, visit('ours'), visit('one'), visit('ours'), visit('')].join('\n')
  t.match(await send(foreign), {
    code: 'invalid-import',
    errors: [{ line: 2, slug: 'ours', message: /import the list of short URLs first/ }, { line: 5 }],
  })
  t.match(await send(foreign, '?skipInvalid=true'), { changed: 0, alreadyThere: 1, errorTotal: 2 })
  t.equal(await counted('ours'), null)
})
