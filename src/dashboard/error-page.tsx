import { LinkGone, type ServiceError } from '../errors.js'
import { Layout } from './layout.js'
import { useView } from './view.js'

/** By the error's code, else by its status. */
const titles: Record<string | number, string> = {
  'link-not-found': 'There is no such link',
  'nothing-public': 'Nothing public here',
  403: 'Not allowed',
  404: 'Nothing here',
  408: 'Request Timeout',
  410: 'Gone',
  429: 'Too many requests',
  431: 'Request Header Fields Too Large',
  503: 'Please try again in a moment',
}

/** By the reason. */
const goneTitles: { [reason in LinkGone['facts']['reason']]: string } = {
  deleted: 'This link no longer exists',
  disabled: 'This link is switched off',
  expired: 'This link has expired',
  'used-up': 'This link is used up',
}

/** What went wrong, and where to go from here. */
export function ErrorPage({ error }: { error: Pick<ServiceError, 'code' | 'status' | 'message'> }) {
  const { viewer } = useView()
  const title =
    (error instanceof LinkGone ? goneTitles[error.facts.reason] : titles[error.code]) ??
    titles[error.status] ??
    (error.status < 500 ? 'This did not work' : 'Something went wrong here')
  return (
    <Layout title={title}>
      <h1>{title}</h1>
      <p>{error.message}</p>
      <p>{viewer ? <a href="/app">To your links</a> : <a href="/">What Fivehundred is</a>}</p>
    </Layout>
  )
}
