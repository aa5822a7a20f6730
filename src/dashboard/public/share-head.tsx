import { OpenGraph } from '../parts/open-graph.js'
import { useView } from '../view.js'
import { pathsOf } from './addresses.js'
import type { Result } from './result.js'

/** What networks read to show a result's card, and what blogs read to embed it. */
export function ShareHead({ result: { name, headline, sentence } }: { result: Result }) {
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
