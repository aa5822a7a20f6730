import t from 'tap'
import { NewLinkBody } from '../../src/api/link-bodies.js'
import { readConfig } from '../../src/config.js'
import { openForms, typedFields } from '../../src/dashboard/form.js'
import { InvalidInput, SlugTaken } from '../../src/errors.js'
import { quiet } from '../fixtures/hits.js'

const forms = openForms({
  config: readConfig({}),
  now: () => new Date(),
  log: quiet as never,
  reservedSlugs: new Set(['docs']),
})

t.test('a form’s fields are texts, of a repeated one the last', async t => {
  t.same(typedFields({ url: 'a', tags: ['x', 'y'], odd: { a: 1 } }), { url: 'a', tags: 'y' })
  t.same(typedFields(null), {})
})

t.test('a form is checked as the API checks its body', async t => {
  t.same(forms.check(NewLinkBody, { url: 'https://example.com/' }), { url: 'https://example.com/' })
  const wrong = { url: 'javascript:alert(1)', slug: 'x' }
  t.throws(() => forms.check(NewLinkBody, wrong), InvalidInput)
  try {
    forms.check(NewLinkBody, wrong)
  } catch (error) {
    const { problems } = forms.failed(wrong, error).form
    t.strictSame(problems.map(({ field }) => field).sort(), ['slug', 'url'])
  }
})

t.test('a slug that names a part of the service is told beside what else is wrong', async t => {
  const refused = (body: object) => {
    try {
      return forms.check(NewLinkBody, body)
    } catch (error) {
      return forms.failed({}, error).form.problems.map(({ field, message }) => `${field} ${message}`)
    }
  }
  t.match(refused({ url: 'https://example.com/', slug: 'Docs' }), [/^slug .*names a part of this service/])
  t.match(refused({ url: 'x', slug: 'docs' }), [/^url /, /^slug names a part of this service/])
})

t.test('what failed comes back with what was typed and the field that is wrong', async t => {
  const typed = { url: 'https://example.com/', slug: 'launch' }
  t.match(forms.failed(typed, new SlugTaken({ slug: 'launch' })), {
    form: { values: typed, problems: [{ field: 'slug', message: /is taken/ }] },
    status: 409,
  })
  t.match(forms.failed(typed, new InvalidInput([{ field: 'url', message: 'must be better' }])), {
    form: { problems: [{ field: 'url', message: 'must be better' }] },
    status: 400,
  })
  t.match(forms.failed(typed, new Error('a secret detail')), {
    form: {
      values: typed,
      problems: [{ field: '', message: 'Something went wrong here; the log has details.' }],
    },
    status: 500,
  })
})
