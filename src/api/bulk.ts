import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import type { Unasked } from '../context.js'
import { ServiceError } from '../errors.js'
import { type Issued, issueLinks } from '../links/issue.js'
import { mapInTurns } from '../typed/turns.js'
import { asked } from './asked.js'
import { inputError } from './field-problems.js'
import type { Check } from './formats.js'
import { NewLinkBody, readNewLink } from './link-bodies.js'
import { problemBody } from './problem.js'
import { ProblemSchema, problems } from './problems.js'
import { LinkSchema } from './schemas.js'
import type { Validate } from './validation.js'

/** Creates many links in one request. Each is validated, and created or refused, independently. */
export function bulkRoutes(
  ctx: Unasked,
  {
    compileBody,
    checks,
  }: { compileBody: (schema: typeof NewLinkBody) => Validate; checks: Record<string, Check> },
): FastifyPluginAsyncTypebox {
  const validate = compileBody(NewLinkBody)
  const read = (entry: unknown) =>
    validate(entry)
      ? readNewLink(entry as Static<typeof NewLinkBody>)
      : inputError(validate.errors ?? [], checks, 'link')
  return async app => {
    app.post(
      '/links/bulk',
      {
        schema: {
          tags: ['Links'],
          operationId: 'createLinks',
          summary: 'Make many links',
          description: 'Each entry has the fields of POST /links and its own result, in order.',
          body: BulkBody,
          response: { 200: BulkResults, ...problems(409) },
        },
      },
      async request => {
        const wishes = await mapInTurns(request.body.links, read)
        const made = await issueLinks(
          asked(ctx, request),
          wishes.flatMap(wish => (wish instanceof ServiceError ? [] : wish)),
        )
        const results = wishes.map(wish => (wish instanceof ServiceError ? wish : made.shift()))
        const told = { baseUrl: ctx.config.baseUrl, requestId: request.id }
        return { results: results.map(result => show(result, told)) }
      },
    )
  }
}

function show(
  result: Issued | ServiceError | undefined,
  told: Parameters<typeof problemBody>[1],
): Static<typeof BulkResult> {
  if (result instanceof ServiceError) return { error: problemBody(result, told) }
  if (result === undefined) throw new Error('An entry got no result.')
  return { link: result.link }
}

const BulkBody = Type.Object(
  {
    links: Type.Array(Type.Unsafe<unknown>({ shown: NewLinkBody }), { minItems: 1, maxItems: 1000 }),
  },
  {
    additionalProperties: false,
    title: 'NewLinks',
    examples: [
      { links: [{ url: 'https://example.com/a' }, { url: 'https://example.com/b', account: '@me' }] },
    ],
  },
)

const BulkResult = Type.Object(
  {
    link: Type.Optional(LinkSchema),
    error: Type.Optional(Type.Unsafe<Record<string, unknown>>(ProblemSchema)),
  },
  { title: 'NewLinkResult', description: 'Either the link or the error.' },
)

const BulkResults = Type.Object(
  { results: Type.Array(BulkResult) },
  { title: 'NewLinkResults', description: 'The link or the error for each entry.' },
)
