import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readHandle } from '../accounts/handle.js'
import type { Unasked } from '../context.js'
import { mostFileBytes } from '../imports/archive-files.js'
import { importFile } from '../imports/import-file.js'
import { type ClashChoice, clashChoices } from '../imports/plan.js'
import { type ImportedKind, importedKinds } from '../imports/report.js'
import { mostFollowers } from '../typed/whole-number.js'
import { asked } from './asked.js'
import { takeBodies } from './bodies.js'
import type { Check } from './formats.js'
import { problems } from './problems.js'
import { Nullable } from './schemas.js'

const handlerTimeout = 60_000
const whole = Type.Integer()

/** Imports what people bring along: links, tweets, and what networks say of them. */
export function importRoutes(
  ctx: Unasked,
  { checks }: { checks: Record<string, Check> },
): FastifyPluginAsyncTypebox {
  return async app => {
    takeBodies(app, ['file'], mostFileBytes)

    app.post(
      '/imports',
      {
        config: { needs: 'shared' },
        bodyLimit: mostFileBytes,
        handlerTimeout,
        schema: {
          tags: ['Links'],
          operationId: 'importLinks',
          summary:
            'Import links of another shortener, tweets, follower counts, or what this service exported',
          description:
            'A file of Bitly, Dub, Rebrandly, Shlink, YOURLS, Kutt, Polr, Short.io, TinyURL, Sink or Chhoto, a table with slug,url, the content ' +
            'or the overview of X analytics, an X archive (the zip file, or its tweets.js), outbox.json of Mastodon, getAuthorFeed pages of ' +
            'Bluesky, follower counts (handle,date,followers), or anything that this service exported, as CSV or JSON lines: ' +
            'which one, its content tells. Of tweets, impressions and URL clicks are kept, and links of ours in them are attached. The ' +
            'overview gives the followers of each day, reckoned from a count that is known. At most 10 MB. A long file ' +
            'takes several calls: send it again while `left` is not 0. What is there already stays as it is, so a call ' +
            'may be repeated.',
          consumes: ['application/octet-stream'],
          body: FileBody,
          querystring: ImportQuery,
          response: { 200: ReportSchema, ...problems(409) },
        },
      },
      request => {
        const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const mine = asked(ctx, request)
        const { account, followers = null, ...choices } = request.query
        const author = account === undefined ? null : readHandle(account, 'account')
        const timeProblem = (time: string) => checks.past?.(time) ?? null
        return importFile(mine, file, { ...choices, author, followers, timeProblem })
      },
    )
  }
}

const FileBody = Type.Unsafe<Buffer | undefined>({
  // The file is read as bytes; only the document shows it as a text.
  shown: {
    type: 'string',
    title: 'LinkFile',
    description: 'The file as the other service gave it, in UTF-8.',
    examples: ['Bitlink,Long URL,Title,Tags\nbit.ly/spring,https://example.com/article,An article,blog\n'],
  },
})

const ImportQuery = Type.Object(
  {
    dryRun: Type.Boolean({ default: false, description: 'Only says what the import would do.' }),
    onClash: Type.Unsafe<ClashChoice>({
      type: 'string',
      enum: [...clashChoices],
      default: 'refuse',
      description:
        'If a name leads elsewhere here: `refuse` the whole file, `keep` ours and leave that link out, or `rename` it to ' +
        'launch-2. `rename` also mends names that no link can have here.',
    }),
    skipInvalid: Type.Boolean({
      default: false,
      description: 'Imports the others if some links cannot be made. Otherwise nothing is imported.',
    }),
    account: Type.Optional(
      Type.String({
        format: 'handle',
        maxLength: 320,
        description:
          'Whose it is, such as @me, for a file that does not say it: tweets.js, the overview of X analytics, counts without handles. ' +
          'Refused for links, and where the file names other accounts.',
      }),
    ),
    followers: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: mostFollowers,
        description:
          'How many followers the account of the file has now; kept as a count of now. Needed for the overview of X ' +
          'analytics where no count of its days is known, and for influence where none is known at all.',
      }),
    ),
  },
  { additionalProperties: false },
)

const place = {
  line: whole,
  entry: Type.Optional(
    Type.Integer({ description: 'Of a file in JSON: which of its entries, counted from 1.', examples: [3] }),
  ),
}

const ClashSchema = Type.Object(
  {
    ...place,
    slug: Type.String({ examples: ['launch'] }),
    url: Type.String({ examples: ['https://example.com/article'] }),
    message: Type.String({ examples: ['leads to https://example.com/other already'] }),
    becomes: Nullable(
      Type.String({ description: 'Its new name; null if it is left out.', examples: ['launch-2'] }),
    ),
  },
  { title: 'ImportClash' },
)

const RowProblemSchema = Type.Object(
  {
    ...place,
    slug: Nullable(
      Type.String({
        description: 'Of a tweet, its id. Null for a line that is not readable.',
        examples: ['launch'],
      }),
    ),
    field: Nullable(Type.String({ examples: ['url'] })),
    message: Type.String({ examples: ['must begin with http:// or https://, not javascript:'] }),
  },
  { title: 'ImportError' },
)

const ReportSchema = Type.Object(
  {
    what: Type.Unsafe<ImportedKind>({
      type: 'string',
      enum: [...importedKinds],
      description: 'What the file has.',
    }),
    source: Type.String({ description: 'Where the file is from.', examples: ['Bitly'] }),
    dryRun: Type.Boolean(),
    refused: Nullable(
      Type.String({
        description:
          'Of a dry run: why the import would be refused with these choices; null if it would not.',
        examples: [null],
      }),
    ),
    rows: Type.Integer({ description: 'Rows of the file; one can be several links.' }),
    made: Type.Integer({ description: 'Links, tweets, accounts, follower counts or hits that are new.' }),
    changed: Type.Integer({
      description:
        'Tweets, and links of Shlink, of which the file knows newer numbers; follower counts that it corrects; accounts that ' +
        'another file had made and that it completes.',
    }),
    attached: Type.Integer({ description: 'Links that are attached to the tweets they are in.' }),
    alreadyThere: Type.Integer({
      description:
        'Links with the same name and target, tweets and counts with these numbers, accounts and hits. They stay as ' +
        'they are.',
    }),
    left: Type.Integer({ description: 'Links that the next call makes or attaches.' }),
    accounts: Type.Array(Type.String(), {
      description: 'The accounts whose tweets or followers the file has: the first ten.',
      examples: [['@me']],
    }),
    clashes: Type.Array(ClashSchema, { description: 'The first thousand.' }),
    clashTotal: whole,
    errors: Type.Array(RowProblemSchema, { description: 'The first thousand.' }),
    errorTotal: whole,
  },
  { title: 'LinkImport', description: 'What the import did, or would do.' },
)
