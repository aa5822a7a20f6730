import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readHistory } from '../../accounts/history-csv.js'
import { importHistory } from '../../accounts/import-history.js'
import { takeBodies } from '../../api/bodies.js'
import { formatChecks } from '../../api/formats.js'
import type { FormParts } from '../../api/multipart-body.js'
import type { PageContext } from '../context.js'
import { requireViewer, seen } from '../viewer.js'
import type { ImportOutcome } from './outcome.js'
import { ImportPage } from './page.js'
import { maxUploadBytes, readUpload, shown } from './upload.js'

const handlerTimeout = 60_000

/** Imports follower counts as CSV: first a preview, then the import. */
export function followerImportRoutes(ctx: PageContext) {
  const { past } = formatChecks(ctx)

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)
    takeBodies(app, ['multipart'], maxUploadBytes)

    app.get('/app/followers/import', (request, reply) =>
      ctx.sendPage(request, reply, <ImportPage csv="" outcome={null} />),
    )

    app.post<{ Body: FormParts }>(
      '/app/followers/import',
      { bodyLimit: maxUploadBytes, handlerTimeout },
      async (request, reply) => {
        const { csv, step } = readUpload(request.body)
        const outcome = await carryOut(request, csv, step !== 'import')
        const isDone = 'report' in outcome && !outcome.report.dryRun
        const status = 'report' in outcome ? 200 : outcome.status
        return ctx.sendPage(
          request,
          reply,
          <ImportPage csv={isDone ? '' : shown(csv)} outcome={outcome} />,
          status,
        )
      },
    )
  }

  function carryOut(request: FastifyRequest, csv: Uint8Array, dryRun: boolean): Promise<ImportOutcome> {
    return ctx.forms.take(async () => {
      const history = readHistory(csv, time => past?.(time) ?? null)
      return { report: await importHistory(seen(ctx, request), history, { dryRun }) }
    })
  }
}
