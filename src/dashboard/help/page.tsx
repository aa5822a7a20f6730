import { Layout } from '../layout.js'

/** A page made from our own Markdown when the service was built, so its HTML is trusted. */
export function HelpPage({ html }: { html: string }) {
  const title = /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1] ?? 'Help'
  return (
    <Layout title={title} listed>
      <article class="card help" dangerouslySetInnerHTML={{ __html: html }} />
    </Layout>
  )
}
