import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { requireRight } from '../auth/access.js'
import type { Unasked } from '../context.js'
import { isDatabaseUnavailable } from '../db/errors.js'
import { DatabaseUnavailable, ServiceError } from '../errors.js'
import { changeLink } from '../links/change.js'
import { type Issued, issueLinks } from '../links/issue.js'
import { removeLink } from '../links/remove.js'
import { mapInTurns } from '../typed/turns.js'
import { asked } from './asked.js'
import { inputError } from './field-problems.js'
import type { Check } from './formats.js'
import { LinkChangesBody, NewLinkBody, readLinkChanges, readNewLink } from './link-bodies.js'
import { problemBody } from './problem.js'
import { ProblemSchema, problems } from './problems.js'
import { LinkSchema } from './schemas.js'
import type { Validate } from './validation.js'

/** Creates many links in one request. Each is validated, and created or refused, independently. */
export function bulkRoutes(
  ctx: Unasked,
  { compileBody, checks }: { compileBody: (schema: TSchema) => Validate; checks: Record<string, Check> },
): FastifyPluginAsyncTypebox {
  const reader = <Body extends TSchema, Read>(schema: Body, read: (body: Static<Body>) => Read) => {
    const validate = compileBody(schema)
    return (entry: unknown) =>
      validate(entry) ? read(entry as Static<Body>) : inputError(validate.errors ?? [], checks, 'link')
  }
  const read = reader(NewLinkBody, readNewLink)
  const readChange = reader(LinkChangeBody, ({ slug, ...changes }) => ({
    slug,
    changes: readLinkChanges(changes),
  }))
  const told = (request: FastifyRequest) => ({ baseUrl: ctx.config.baseUrl, requestId: request.id })
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
        return { results: results.map(result => show(result, told(request))) }
      },
    )

    app.patch(
      '/links/bulk',
      {
        handlerTimeout: bulkTimeoutMs,
        schema: {
          tags: ['Links'],
          operationId: 'updateLinks',
          summary: 'Change many links',
          description:
            'Each entry has a slug, the fields of PATCH /links/{slug} and its own result. They are carried out in order; what failed changed nothing. A link with the slug "bulk" can be changed only here.',
          body: ChangesBody,
          response: { 200: BulkResults, ...problems(409) },
        },
      },
      async request => {
        const mine = asked(ctx, request)
        requireRight(mine.access, 'links')
        const entries = await mapInTurns(request.body.links, readChange)
        const results = await eachByItself(entries, async ({ slug, changes }) => ({
          link: await changeLink(mine, slug, changes),
        }))
        return { results: results.map(result => show(result, told(request))) }
      },
    )

    app.post(
      '/links/bulk/delete',
      {
        handlerTimeout: bulkTimeoutMs,
        schema: {
          tags: ['Links'],
          operationId: 'deleteLinks',
          summary: 'Delete many links',
          description: 'As DELETE /links/{slug} does, in order; each has its own result.',
          body: SlugsBody,
          response: { 200: DeleteResults, ...problems(409) },
        },
      },
      async request => {
        const mine = asked(ctx, request)
        requireRight(mine.access, 'links')
        const results = await eachByItself(request.body.slugs, async slug => {
          await removeLink(mine, slug)
          return { slug }
        })
        return {
          results: results.map(result =>
            result instanceof ServiceError ? { error: problemBody(result, told(request)) } : result,
          ),
        }
      },
    )
  }
}

/** A thousand changes take a few seconds. */
const bulkTimeoutMs = 60_000

/**
 * The result of `work` for each entry, in order; entries that are errors already stay as they are.
 * When the database is away, the rest is not tried, so that the caller learns soon what was done.
 */
async function eachByItself<Entry, Result>(
  entries: readonly (Entry | ServiceError)[],
  work: (entry: Entry) => Promise<Result>,
): Promise<(Result | ServiceError)[]> {
  const results: (Result | ServiceError)[] = []
  let away: ServiceError | null = null
  for (const entry of entries) {
    if (entry instanceof ServiceError) results.push(entry)
    else if (away !== null) results.push(away)
    else {
      const result = await work(entry).catch((error: unknown) => {
        if (error instanceof ServiceError) return error
        if (!isDatabaseUnavailable(error)) throw error
        away = new DatabaseUnavailable({ cause: error })
        return away
      })
      results.push(result)
    }
  }
  return results
}

function show(
  result: Pick<Issued, 'link'> | ServiceError | undefined,
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

const LinkChangeBody = Type.Object(
  { slug: Type.String({ examples: ['launch'] }), ...LinkChangesBody.properties },
  { additionalProperties: false, minProperties: 2, title: 'BulkLinkChange' },
)

const ChangesBody = Type.Object(
  {
    links: Type.Array(Type.Unsafe<unknown>({ shown: LinkChangeBody }), { minItems: 1, maxItems: 1000 }),
  },
  {
    additionalProperties: false,
    title: 'BulkLinkChanges',
    examples: [{ links: [{ slug: 'launch', tags: ['blog'] }] }],
  },
)

const SlugsBody = Type.Object(
  { slugs: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }) },
  { additionalProperties: false, title: 'BulkDeletion', examples: [{ slugs: ['launch'] }] },
)

const DeleteResults = Type.Object(
  {
    results: Type.Array(
      Type.Object(
        {
          slug: Type.Optional(Type.String({ examples: ['launch'] })),
          error: Type.Optional(Type.Unsafe<Record<string, unknown>>(ProblemSchema)),
        },
        { title: 'DeletionResult', description: 'Either the slug that was deleted or the error.' },
      ),
    ),
  },
  { title: 'DeletionResults', description: 'The slug or the error for each entry.' },
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
