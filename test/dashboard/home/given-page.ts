import t from 'tap'
import { givenPage } from '../../../src/dashboard/home/given-page.js'

t.test('what the bookmarklet passes is taken as it is', async t => {
  const url = 'https://example.com/a?b=c'
  t.strictSame(givenPage({ url, title: ' A\n title ' }), { url, title: 'A title', text: '' })
  t.strictSame(givenPage({}), { url: '', title: '', text: '' })
})

t.test('a title that is too long is cut between two characters', async t => {
  t.equal(givenPage({ title: 'x'.repeat(5000) }).title.length, 300)
  t.equal(givenPage({ title: `${'x'.repeat(299)}🎉🎉` }).title, 'x'.repeat(299))
  t.equal(givenPage({ text: 'x'.repeat(5000) }).text.length, 4000)
})

t.test('an address that a phone shares inside a text is found', async t => {
  const url = 'https://example.com/a'
  for (const [shared, wanted] of [
    [{ text: url }, { url, title: '', text: '' }],
    [
      { title: 'A page', text: `A page ${url}` },
      { url, title: 'A page', text: '' },
    ],
    [
      { title: 'A page', text: `“So true!”\n\n${url}` },
      { url, title: 'A page', text: '“So true!”' },
    ],
    [{ text: `See (${url}).` }, { url, title: '', text: 'See' }],
    [{ text: `Not ${url}/other but ${url}` }, { url, title: '', text: `Not ${url}/other but` }],
    [
      { url, text: 'https://other.example/' },
      { url, title: '', text: 'https://other.example/' },
    ],
    [{ text: 'no address' }, { url: '', title: '', text: 'no address' }],
  ] as const)
    t.strictSame(givenPage(shared), wanted, JSON.stringify(shared))
})
