import type { FastifyInstance } from 'fastify'
import { QrQuery, qrFormats, readQrLook } from '../../api/qr.js'
import { readLink } from '../../links/find.js'
import type { QrLook } from '../../links/qr.js'
import { requireReadable } from '../../links/qr-contrast.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import { freshForm, typedFields, typedNumber } from '../form.js'
import { requireViewer, seen } from '../viewer.js'
import { QrPage } from './page.js'
import { qrPath } from './path.js'

type Slug = { Params: { slug: string } }

const usual: Record<string, string> = { level: 'M', color: '#000000', background: '#ffffff' }
const choices = ['size', 'margin', ...Object.keys(usual)]

/** A link's QR code, in a look that somebody chose. */
export function qrRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get<Slug>(qrPath(':slug'), async (request, reply) => {
      const link = await readLink(seen(ctx, request), request.params.slug)
      const chosen = chosenOf(request.query)
      const values = { ...usual, ...chosen }
      try {
        readLook(chosen, link.shortUrl)
      } catch (error) {
        const { form } = ctx.forms.failed(values, error)
        return ctx.sendPage(request, reply, <QrPage link={link} form={form} query="" />)
      }
      const query = new URLSearchParams(chosen).toString()
      return ctx.sendPage(request, reply, <QrPage link={link} form={freshForm(values)} query={query} />)
    })

    for (const [format, , type, draw] of qrFormats) {
      app.get<Slug>(qrPath(':slug', format), async (request, reply) => {
        const { slug, shortUrl } = await readLink(seen(ctx, request), request.params.slug)
        const look = readLook(chosenOf(request.query), shortUrl)
        reply.header('content-disposition', `attachment; filename="${slug}.${format}"`)
        return reply.type(type).send(draw(shortUrl, look))
      })
    }
  }

  /** Throws InvalidInput if no reader could read it. */
  function readLook({ size, margin, ...rest }: Record<string, string>, address: string): QrLook {
    const numbers = { size: typedNumber(size), margin: typedNumber(margin) }
    const given = Object.entries(numbers).filter(([, number]) => number !== undefined)
    const look = readQrLook(ctx.forms.check(QrQuery, { ...Object.fromEntries(given), ...rest }))
    requireReadable(address, look)
    return look
  }
}

/** Only what differs from the usual look, because a picker always sends a colour. */
function chosenOf(query: unknown): Record<string, string> {
  const typed = typedFields(query)
  const texts = choices.map((name): [string, string] => [name, trim(typed[name] ?? '')])
  return Object.fromEntries(
    texts.filter(([name, text]) => text !== '' && text.toLowerCase() !== usual[name]?.toLowerCase()),
  )
}
