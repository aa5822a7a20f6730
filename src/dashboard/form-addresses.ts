import type { FastifyInstance } from 'fastify'

type Params = { Params: Record<string, string> }

/**
 * Collects the pages and forms registered later in this scope. The returned function makes each
 * address that only takes a form lead to the page that the form stands on, which is the nearest
 * above: a form that failed leaves its address in the browser, for a reload or another tab.
 */
export function learnForms(app: FastifyInstance): () => void {
  const pages = new Set<string>()
  const forms = new Set<string>()
  app.addHook('onRoute', ({ method, url }) => {
    const methods = [method].flat()
    if (methods.includes('GET')) pages.add(url)
    if (methods.includes('POST')) forms.add(url)
  })

  function pageAbove(address: string): string | null {
    const above = address.slice(0, address.lastIndexOf('/'))
    return above === '' ? null : pages.has(above) ? above : pageAbove(above)
  }

  return () => {
    const found = [...forms].map(form => ({ form, page: pages.has(form) ? null : pageAbove(form) }))
    for (const { form, page } of found) {
      // The form of the logout stands on every page.
      if (page === null) continue
      // The query says what is shown.
      app.get<Params>(form, ({ params, url }, reply) =>
        reply.redirect(filled(page, params) + url.replace(/^[^?]*/, ''), 303),
      )
    }
  }
}

function filled(address: string, params: Record<string, string>): string {
  return address.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? ''))
}
