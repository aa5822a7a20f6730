import type { FastifyInstance, FastifyRequest } from 'fastify'
import { takeBodies } from '../../api/bodies.js'
import { formatChecks } from '../../api/formats.js'
import type { FormParts } from '../../api/multipart-body.js'
import { requireRight } from '../../auth/access.js'
import { InvalidEncoding, InvalidImport } from '../../errors.js'
import { importFile } from '../../imports/import-file.js'
import { clashChoices } from '../../imports/plan.js'
import type { ImportChoices } from '../../imports/report.js'
import type { PageContext } from '../context.js'
import { maxUploadBytes, readUpload } from '../follower-import/upload.js'
import { freshForm } from '../form.js'
import { requireViewer, seen } from '../viewer.js'
import type { ImportOutcome } from './outcome.js'
import { ImportPage, importPath } from './page.js'

const handlerTimeout = 60_000
/** Browsers take a minute to show several megabytes of lines in a page. */
const mostShownBytes = 256 * 1024

/** Imports files of other shorteners and of X: first a preview, then the import. */
export function importRoutes(ctx: PageContext) {
  const { past } = formatChecks(ctx)

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)
    takeBodies(app, ['multipart'], maxUploadBytes)

    app.get(importPath, (request, reply) =>
      ctx.sendPage(request, reply, <ImportPage form={freshForm()} outcome={null} />),
    )

    app.post<{ Body: FormParts }>(
      importPath,
      { bodyLimit: maxUploadBytes, handlerTimeout },
      async (request, reply) => {
        const { csv: file, step } = readUpload(request.body)
        const { onClash, skipInvalid } = request.body
        const choices: ImportChoices = {
          dryRun: step !== 'import',
          onClash: clashChoices.find(choice => choice === onClash) ?? 'refuse',
          skipInvalid: skipInvalid === 'on',
        }
        const outcome = await carryOut(request, file, choices)
        const isDone = 'report' in outcome && !choices.dryRun && outcome.report.left === 0
        const isTooLarge = !isDone && file.length > mostShownBytes
        const form = freshForm({
          csv: isDone || isTooLarge ? '' : new TextDecoder().decode(file),
          onClash: choices.onClash,
          skipInvalid: choices.skipInvalid ? 'on' : '',
        })
        const status = 'report' in outcome ? 200 : outcome.status
        return ctx.sendPage(request, reply, <ImportPage {...{ form, isTooLarge, outcome }} />, status)
      },
    )
  }

  async function carryOut(
    request: FastifyRequest,
    file: Uint8Array,
    choices: ImportChoices,
  ): Promise<ImportOutcome> {
    try {
      const mine = seen(ctx, request)
      requireRight(mine.access, 'shared')
      const timeProblem = (time: string) => past?.(time) ?? null
      return { report: await importFile(mine, file, { ...choices, timeProblem }) }
    } catch (error) {
      if (error instanceof InvalidImport || error instanceof InvalidEncoding) {
        return { ...error.facts, message: error.message, status: error.status }
      }
      const { form, status } = ctx.forms.failed({}, error)
      return { message: form.problems.map(({ message }) => message).join(' '), status }
    }
  }
}
