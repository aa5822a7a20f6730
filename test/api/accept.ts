import t from 'tap'
import { asksForJson, preferredType } from '../../src/api/accept.js'

const as = (accept: string | undefined) => ({ headers: { accept } })

t.test('JSON is for who names it', async t => {
  for (const accept of [
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;q=0.5',
    'application/json, text/plain, */*',
    'application/json, text/javascript, */*; q=0.01',
    'application/json, text/html',
    'application/*',
    'application/problem+json',
    'text/html;q=0.5, application/json',
    'text/html;q=0, */*',
    'text/html; q=0.1, application/json; q = 0.2',
  ])
    t.equal(asksForJson(as(accept)), true, accept)
})

t.test('everybody else gets a page', async t => {
  for (const accept of [
    undefined,
    '',
    '*/*',
    'text/html',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'text/*',
    'text/plain',
    'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5',
    'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
    'application/json+oembed',
    'text/html, application/json',
    'text/html, application/json;q=0.9',
    'application/json;q=0',
    'application/json;q=0, */*',
    'application/json;q=0.1, */*',
    'application/jsonp',
    ';;;,,,q=',
    'application/json;q=nonsense',
  ])
    t.equal(asksForJson(as(accept)), false, accept ?? 'no header')
})

t.test('of any offers the one that is liked best, else the first', async t => {
  const offers = ['application/json', 'text/csv'] as const
  const expected = {
    'text/csv': 'text/csv',
    'text/*': 'text/csv',
    'text/csv;q=0': 'application/json',
    'text/csv;q=0.5, application/json;q=0.4': 'text/csv',
    'text/csv; header=present': 'text/csv',
    '*/*': 'application/json',
    'image/png': 'application/json',
  }
  for (const [accept, type] of Object.entries(expected))
    t.equal(preferredType(as(accept), offers), type, accept)
})
