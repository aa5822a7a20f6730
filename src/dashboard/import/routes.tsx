import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findAccounts } from '../../accounts/find.js'
import { type Handle, noHandle, parseHandle } from '../../accounts/handle.js'
import { accountHandles } from '../../accounts/handles.js'
import { typedAccount } from '../../accounts/typed-handles.js'
import { takeBodies } from '../../api/bodies.js'
import { formatChecks } from '../../api/formats.js'
import type { FormParts } from '../../api/multipart-body.js'
import { requireRight } from '../../auth/access.js'
import { InvalidImport } from '../../errors.js'
import { isZip } from '../../imports/import-archive.js'
import { importFile } from '../../imports/import-file.js'
import { clashChoices } from '../../imports/plan.js'
import type { FileChoices, ImportChoices } from '../../imports/report.js'
import { reportedInfluence } from '../../stats/reported.js'
import { mostFollowers, typedWholeNumber, wholeNumberWanted } from '../../typed/whole-number.js'
import type { PageContext } from '../context.js'
import { maxUploadBytes, readUpload, shown } from '../follower-import/upload.js'
import { freshForm } from '../form.js'
import { requireViewer, seen } from '../viewer.js'
import type { ImportOutcome, Told } from './outcome.js'
import { ImportPage, importPath } from './page.js'
import { joined, readSoFar, type SoFar } from './so-far.js'
import { labels, pageWords } from './words.js'

const handlerTimeout = 60_000
/** How long one request goes on with the parts of a long file. */
const longestRunMs = 20_000
const mostHandles = 500

/** Imports files of other shorteners, of networks and of this service: first a preview. */
export function importRoutes(ctx: PageContext) {
  const { past } = formatChecks(ctx)
  const handlesFor = (request: FastifyRequest) =>
    accountHandles(seen(ctx, request), { publicOnly: false, limit: mostHandles })

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)
    takeBodies(app, ['multipart'], maxUploadBytes)

    app.get(importPath, async (request, reply) => {
      const handles = await handlesFor(request)
      return ctx.sendPage(request, reply, <ImportPage form={freshForm()} outcome={null} handles={handles} />)
    })

    app.post<{ Body: FormParts }>(
      importPath,
      { bodyLimit: maxUploadBytes, handlerTimeout },
      async (request, reply) => {
        const { csv: file, step } = readUpload(request.body)
        const values = textsOf(request.body)
        const choices: ImportChoices = {
          dryRun: step !== 'import',
          onClash: clashChoices.find(choice => choice === values.onClash) ?? 'refuse',
          skipInvalid: values.skipInvalid === 'on',
        }
        const outcome = await carryOut(request, file, choices, values)
        const isDone = 'report' in outcome && !choices.dryRun && outcome.report.left === 0
        const text = isZip(file) ? null : shown(file)
        const form = freshForm({
          csv: isDone ? '' : (text ?? ''),
          onClash: choices.onClash,
          skipInvalid: choices.skipInvalid ? 'on' : '',
          ...(!isDone && { account: values.account, followers: values.followers }),
        })
        const status = 'report' in outcome ? 200 : outcome.status
        const props = { form, isGone: !isDone && text === null, outcome, handles: await handlesFor(request) }
        return ctx.sendPage(request, reply, <ImportPage {...props} />, status)
      },
    )
  }

  function carryOut(
    request: FastifyRequest,
    file: Uint8Array,
    chosen: ImportChoices,
    typed: Texts,
  ): Promise<ImportOutcome> {
    return ctx.forms.take(async () => {
      const mine = seen(ctx, request)
      requireRight(mine.access, 'shared')
      const choices: FileChoices = {
        ...{ ...chosen, words: pageWords },
        author: readAuthor(typed.account),
        followers: readFollowers(typed.followers),
        timeProblem: time => past?.(time) ?? null,
      }
      const began = performance.now()
      const { dryRun } = chosen
      let soFar: SoFar | null = dryRun ? null : readSoFar(typed.soFar)
      for (;;) {
        const report = joined(soFar, await importFile(mine, file, choices))
        // A script shows the progress after each part; without one, this goes on by itself.
        const goesOn = report.left > 0 && typed.part === '' && performance.now() - began < longestRunMs
        if (!goesOn)
          return { report, told: dryRun || report.left > 0 ? [] : await told(request, report.accounts) }
        soFar = report
      }
    })
  }

  /** What the networks report of the accounts of a file. */
  async function told(request: FastifyRequest, handles: string[]): Promise<Told[]> {
    const found: Told[] = []
    const keys = handles.flatMap(handle => parseHandle(handle)?.key ?? [])
    const there = await findAccounts(ctx.db, keys, seen(ctx, request).access)
    for (const key of keys) {
      const account = there.get(key)
      if (account === undefined) continue
      found.push({
        handle: account.handle,
        reported: await reportedInfluence(ctx, account, { window: '90d' }),
      })
    }
    return found
  }
}

const fields = ['onClash', 'skipInvalid', 'account', 'followers', 'soFar', 'part'] as const
type Texts = Record<(typeof fields)[number], string>

function textsOf(body: FormParts): Texts {
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  return Object.fromEntries(fields.map(name => [name, text(body[name])])) as Texts
}

function readAuthor(text: string): Handle | null {
  if (text === '') return null
  const author = typedAccount(text)
  if (author === null) throw new InvalidImport(`“${labels.account}” ${noHandle}.`)
  return author
}

function readFollowers(text: string): number | null {
  if (text === '') return null
  const followers = typedWholeNumber(text)
  if (followers === null || followers < 0 || followers > mostFollowers) {
    throw new InvalidImport(`“${labels.followers}” ${wholeNumberWanted}.`)
  }
  return followers
}
