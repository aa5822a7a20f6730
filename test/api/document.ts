// The document is what makes good clients: two public validators read it, and its examples run.
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { styles } from '../../src/badge/options.js'
import { filledApp } from '../fixtures/filled.js'

interface Schema {
  type?: string | string[]
  title?: string
  properties?: Record<string, Schema>
  examples?: unknown[]
  enum?: unknown[]
  format?: string
}

interface Media {
  schema: Schema
  example?: unknown
}

interface Operation {
  operationId: string
  parameters?: { name: string; in: string; required: boolean; example?: unknown; schema: Schema }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { $ref?: string; content?: Record<string, Media>; headers?: object }>
}

t.test('the document', async t => {
  const { app, key, ctx } = await filledApp(t)
  const document = (await app.inject('/api/v1/openapi.json')).json()
  const paths = Object.entries(document.paths as Record<string, Record<string, Operation>>)
  const operations = paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'document', ...document })

  t.test('two public validators find nothing wrong with it', async t => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    t.ok(valid, JSON.stringify(errors))
    const config = await createConfig({
      extends: ['recommended-strict'],
      // A short link answers with a redirect, and with nothing else.
      rules: { 'operation-2xx-response': 'off' },
    })
    const lint = async (source: object) =>
      (await lintFromString({ source: JSON.stringify(source), config })).map(
        ({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`,
      )
    t.same(await lint(document), [])
    t.not((await lint({ openapi: '3.1.0', info: {}, paths: {} })).length, 0, 'they would')
  })

  t.test('every operation has a name of its own', async t => {
    const names = operations.map(({ operationId }) => operationId)
    t.equal(new Set(names).size, names.length)
    for (const name of ['createLink', 'getLinkStats', 'importFollowers', 'getBadge', 'getOembed'])
      t.ok(names.includes(name), name)
    t.ok(names.every(name => /^[a-z]+(?:[A-Z][a-z]+)*$/.test(name)))
  })

  t.test('every body and every answer has a schema with a name, and a valid example', async t => {
    for (const { operationId, requestBody, responses } of operations) {
      const contents = [requestBody, ...Object.values(responses)].flatMap(part =>
        Object.entries(part?.content ?? {}),
      )
      for (const [type, { schema, example }] of contents) {
        if (type === 'application/json') t.match(schema, { $ref: /^#\/components\/schemas\/[A-Z]\w+$/ })
        t.not(example, undefined, `${operationId} ${type} has an example`)
        const fits = ajv.validate(
          JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')),
          example,
        )
        t.ok(fits, `${operationId} ${type}: ${ajv.errorsText()} ${JSON.stringify(example)}`)
      }
    }
  })

  t.test('its enumerations are those of the code', async t => {
    const svg = operations.find(({ operationId }) => operationId === 'getBadgeSvg')
    t.same(svg?.parameters?.find(({ name }) => name === 'style')?.schema.enum, styles)
  })

  t.test('what needs no key says so', async t => {
    for (const { path, security } of operations as { path: string; security?: object[] }[] &
      typeof operations)
      t.same(security, path.startsWith('/api/v1/') ? [{ key: [] }] : [], path)
  })

  t.test('every example runs as it stands', async t => {
    // What the examples speak of.
    const prepare = async (url: string, payload: object, method: 'POST' | 'PUT' = 'POST') =>
      app.inject({ method, url: `/api/v1${url}`, payload, headers: { authorization: `Bearer ${key}` } })
    await prepare('/accounts/@me/followers', { followers: 7, countedAt: '2026-01-31T12:00:00Z' })
    await prepare('/links', { url: 'https://example.com/spring', tags: ['spring'] })
    // Deleting comes last, and what is at the end of a path before what is in its middle. Of many
    // links at once, those that are gone do not fail the others.
    const rank = ({ method, operationId }: { method: string; operationId: string }) =>
      operationId === 'deleteLinks' ? 2 : Number(method === 'delete')
    const order = operations.toSorted(
      (a, b) => rank(a) - rank(b) || (rank(a) === 1 ? b.path.length - a.path.length : 0),
    )
    for (const { operationId, path, method, parameters = [], requestBody, responses } of order) {
      const given = (place: string) =>
        parameters
          .filter(parameter => parameter.in === place && parameter.example !== undefined)
          .map(({ name, example }) => [name, String(example)] as const)
      const filled = given('path').reduce((url, [name, value]) => url.replace(`{${name}}`, value), path)
      const query = given('query').map(([name, value]) =>
        name === 'url' && operationId === 'getOembed'
          ? [name, `${ctx.config.baseUrl}/launch`]
          : [name, value],
      )
      const [[type, { example: payload }] = [null, { example: undefined }]] = Object.entries(
        requestBody?.content ?? {},
      )
      const answer = await app.inject({
        method: method as 'GET',
        url: `${filled}?${new URLSearchParams(query as string[][])}`,
        headers: {
          authorization: `Bearer ${key}`,
          accept: 'application/json',
          ...(type && { 'content-type': type }),
        },
        ...(payload !== undefined && { payload: payload as string | object }),
      })
      const text = `${operationId}: ${answer.statusCode} ${answer.body.slice(0, 200)}`
      // X is not connected here.
      if (operationId === 'refreshFollowers') t.equal(answer.statusCode, 409, text)
      else t.ok(answer.statusCode < 400, text)
      t.ok(responses[answer.statusCode], `${text} is told`)
      t.match(answer.headers['x-request-id'], /^[\w-]{16}$/, operationId)
    }
  })
})
