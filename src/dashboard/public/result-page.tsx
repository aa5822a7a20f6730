import type { ComponentChildren } from 'preact'
import { Layout } from '../layout.js'
import { Share } from '../parts/share.js'
import { pathsOf } from './addresses.js'
import type { Result } from './result.js'
import { ShareHead } from './share-head.js'

/** The page of a result that everybody may see, find and pass on. */
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
