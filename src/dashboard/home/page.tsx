import type { Link } from '../../links/view.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { useView } from '../view.js'
import { LatestLinks } from './latest-links.js'
import type { LinkList } from './list.js'
import { MadeLink } from './made-link.js'
import { NewLinkForm } from './new-link-form.js'

interface HomePageProps {
  form: FormState
  accounts: string[]
  /** The link that this viewer has just made. */
  made: Link | null
  /** The slug of the link that this viewer has just deleted. */
  deleted: string | null
  list: LinkList
}

export function HomePage({ form, accounts, made, deleted, list }: HomePageProps) {
  const { baseUrl } = useView()
  return (
    <Layout title="Links" scripts={['live']}>
      {deleted !== null && (
        <p class="notice" role="status">
          {`${baseUrl}/${deleted} is deleted: whoever opens it is told that it is gone.`}
        </p>
      )}
      {made !== null && <MadeLink link={made} />}
      <NewLinkForm form={form} accounts={accounts} />
      <LatestLinks list={list} />
    </Layout>
  )
}
