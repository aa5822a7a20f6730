import { readdirSync, readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { CannotStart } from '../../errors.js'
import { packageFile } from '../../package.js'
import type { PageContext } from '../context.js'
import { Layout } from '../layout.js'

const directory = packageFile('dist/help/')

/** The help pages, for everybody. Throws CannotStart if the build is missing. */
export function helpRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const file of builtFiles()) {
      const name = file.replace(/\.html$/, '')
      const html = readFileSync(new URL(file, directory), 'utf8')
      app.get(name === 'index' ? '/help' : `/help/${name}`, (request, reply) =>
        ctx.sendPage(request, reply, <HelpPage html={html} />),
      )
    }
  }
}

function builtFiles(): string[] {
  try {
    return readdirSync(directory)
  } catch (cause) {
    throw new CannotStart('The help is not built yet: run "npm run build".', { cause })
  }
}

/** A page made from our own Markdown when the service was built, so its HTML is trusted. */
function HelpPage({ html }: { html: string }) {
  const title = /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1] ?? 'Help'
  return (
    <Layout title={title} listed>
      <article class="card help" dangerouslySetInnerHTML={{ __html: html }} />
    </Layout>
  )
}
