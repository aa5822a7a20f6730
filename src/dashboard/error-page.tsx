import type { ServiceError } from '../errors.js'
import { Layout } from './layout.js'

const titles: Record<number, string> = {
  403: 'Not allowed',
  404: 'Nothing here',
  410: 'Gone',
  429: 'Too many requests',
  503: 'The database does not answer',
}

/** What went wrong, and where to go from here. */
export function ErrorPage({ error }: { error: Pick<ServiceError, 'status' | 'message'> }) {
  const title =
    titles[error.status] ?? (error.status < 500 ? 'This did not work' : 'Something went wrong here')
  return (
    <Layout title={title}>
      <h1>{title}</h1>
      <p>{error.message}</p>
      <p>
        <a href="/app">To your links</a>
      </p>
    </Layout>
  )
}
