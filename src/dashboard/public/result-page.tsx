import type { ComponentChildren } from 'preact'
import { Layout } from '../layout.js'
import { OpenGraph } from '../parts/open-graph.js'
import { Share } from '../parts/share.js'
import { useView } from '../view.js'
import { pathsOf } from './addresses.js'
import type { Result } from './result.js'

/** The page of a public result, for everybody to see, find and share. */
export function ResultPage({ result, children }: { result: Result; children: ComponentChildren }) {
  const { headline, sentence, name } = result
  return (
    <Layout
      title={headline}
      description={sentence}
      scripts={['chart']}
      head={<ShareHead result={result} />}
      listed
    >
      <h1>{headline}</h1>
      {children}
      <Share path={pathsOf(name).page} text={sentence} />
    </Layout>
  )
}

/** The tags that networks read to show a result's card, and blogs to embed it. */
function ShareHead({ result: { name, headline, sentence } }: { result: Result }) {
  const { baseUrl } = useView()
  const { page, card } = pathsOf(name)
  return (
    <>
      <OpenGraph path={page} title={headline} description={sentence} card={card} />
      <link
        rel="alternate"
        type="application/json+oembed"
        title={headline}
        href={`${baseUrl}/oembed?format=json&url=${encodeURIComponent(`${baseUrl}${page}`)}`}
      />
    </>
  )
}
