// What holds of addresses, names and slugs whatever people type. A failure tells the seed that
// repeats it.
import { domainToUnicode } from 'node:url'
import fc from 'fast-check'
import t from 'tap'
import { handleProblem, parseHandle } from '../../src/accounts/handle.js'
import { plainPath, readableAddress } from '../../src/links/plain-path.js'
import { searchedTexts, searchText } from '../../src/links/search-text.js'
import { generateSlug, slugPattern, slugProblem } from '../../src/links/slug.js'
import { readTarget, targetProblem } from '../../src/links/target.js'
import { typedAddress } from '../../src/typed/address.js'

const own = { baseUrl: 'https://go.example.com', host: '127.0.0.1', port: 3000 }
const reserved = new Set(['api', 'badge'])
const slug = fc.stringMatching(/^[A-Za-z0-9_-]{3,64}$/)
const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,12}$/),
  fc.constantFrom('münchen', 'пример', '例え', 'ελλάδα', 'MÜNCHEN', 'straße'),
)
const host = fc.tuple(label, fc.constantFrom('de', 'рф', 'example', '中国')).map(parts => parts.join('.'))
const rest = fc.oneof(
  fc.webPath(),
  fc.string({ unit: 'grapheme', maxLength: 30 }).map(text => `/${text}`),
)
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.tuple(fc.constantFrom('', 'http://', 'HTTPS://', '//'), host, rest).map(parts => parts.join('')),
  fc.string({ unit: 'grapheme' }),
)

/** As Node gives the path of a request: its bytes, one a character. */
function asSent(path: string): string {
  return Buffer.from(path).toString('latin1')
}

t.test('an address that is read again is the same', async () => {
  fc.assert(
    fc.property(address, text => {
      const typed = typedAddress(text)
      if (targetProblem(typed, own) !== null) return typedAddress(typed) === typed
      const target = readTarget(typed, own)
      return readTarget(target, own) === target && typedAddress(target) === target
    }),
    { numRuns: 500 },
  )
})

t.test('a slug that does not look like one is refused, and a new one is accepted', async t => {
  fc.assert(
    fc.property(
      fc.oneof(slug, fc.string()),
      text => slugPattern.test(text) || slugProblem(text, reserved) !== null,
    ),
  )
  const made = Array.from({ length: 100 }, () => generateSlug(reserved))
  t.strictSame(
    made.filter(slug => slugProblem(slug, reserved) !== null),
    [],
  )
})

t.test('a slug is found again in its short link, in any text and encoding', async () => {
  const before = fc.constantFrom('', '"', '“', '(', '«', '%E2%80%9C', '%22', '<')
  const after = fc.constantFrom('', '.', ',', '”)', '!', '%E2%80%9D', '%2C', '’s', '…', '%20', '&a=1', '?a=1')
  fc.assert(
    fc.property(before, slug, after, (before, slug, after) => {
      // These would be read as part of the sign before or after them.
      fc.pre(!(after === '’s' && /s$/i.test(slug)))
      return plainPath(asSent(`/${before}${slug}${after}`)) === `/${slug}`
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(slug, slug => readableAddress(`/${slug}`) === null && plainPath(`/${slug}`) === `/${slug}`),
  )
})

t.test('a path that is tidy stays as it is', async () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.webPath()), text => {
      const once = plainPath(asSent(`/${text}`))
      const readable = readableAddress(asSent(`/${text}`)) ?? asSent(`/${text}`)
      return plainPath(once) === once && readableAddress(readable) === null
    }),
    { numRuns: 300 },
  )
})

t.test(
  'a handle that is read again is the same account, and so is it in capitals or with its sign',
  async () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_]{1,15}$/)
    const typed = fc.oneof(
      name,
      host,
      fc.tuple(name, host).map(parts => parts.join('@')),
      fc.string({ unit: 'grapheme' }),
    )
    fc.assert(
      fc.property(typed, text => {
        const found = parseHandle(text)
        if (found === null) return handleProblem(text) !== null
        const again = [found.handle, found.key, `@${found.key.slice(1).toUpperCase()}`].map(parseHandle)
        return again.every(each => each?.key === found.key && each.network === found.network)
      }),
      { numRuns: 500 },
    )
  },
)

t.test('a link is found by each of its texts, and by its domain in both scripts', async () => {
  fc.assert(
    fc.property(slug, host, fc.string({ unit: 'grapheme', maxLength: 20 }), (slug, host, title) => {
      const url = readTarget(`https://${host}/`, own)
      const text = searchText({ slug, url, title, notes: null })
      const ascii = new URL(url).hostname
      return [slug, url, ascii, domainToUnicode(ascii), title].every(asked => {
        const searched = searchedTexts(asked)
        return searched.length === 0 || searched.some(each => text.includes(each))
      })
    }),
    { numRuns: 200 },
  )
})
