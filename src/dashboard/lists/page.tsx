import type { List } from '../../accounts/lists/view.js'
import { countFigure } from '../../influence/figures.js'
import { accountPath } from '../account/address.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Field, Form } from '../parts/form.js'
import { Pager } from '../parts/pager.js'
import { listPath } from './address.js'

interface ListsPageProps {
  lists: List[]
  /** Cursor of the next page. */
  next: string | null
  isFirst: boolean
  form: FormState
}

/** All lists, and a form to add one. */
export function ListsPage({ lists, next, isFirst, form }: ListsPageProps) {
  return (
    <Layout title="Lists">
      <h1>Lists</h1>
      <p class="lead">Accounts that belong together: friends, colleagues, rivals.</p>
      {lists.length === 0 ? (
        <p class="empty card">No list yet. Make one to rank its accounts against each other.</p>
      ) : (
        <div class="grid lists">
          {lists.map(list => (
            <ListCard key={list.name} list={list} />
          ))}
        </div>
      )}
      <Pager of="lists" first={isFirst ? null : '/app/lists'} next={next && `/app/lists?cursor=${next}`} />
      <NewListForm form={form} />
    </Layout>
  )
}

const mostShown = 12

function ListCard({ list: { name, accounts } }: { list: List }) {
  const more = accounts.length - mostShown
  return (
    <section class="card">
      <h2>
        <a href={listPath(name)}>
          <bdi>{name}</bdi>
        </a>
      </h2>
      {accounts.length === 0 ? (
        <p class="muted">Nobody is on it yet.</p>
      ) : (
        <p class="handles">
          {accounts.slice(0, mostShown).map(handle => (
            <a key={handle} class="chip" href={accountPath(handle)}>
              {handle}
            </a>
          ))}
          {more > 0 && <span class="muted">and {countFigure(more)} more</span>}
        </p>
      )}
    </section>
  )
}

function NewListForm({ form }: { form: FormState }) {
  return (
    <section class="card">
      <h2>Make a list</h2>
      <Form needs="shared" action="/app/lists" state={form} fields={['name', 'accounts']}>
        <Field name="name" label="Name" state={form} required autocomplete="off" placeholder="friends" />
        <Field
          name="accounts"
          label="Accounts"
          state={form}
          rows={3}
          hint="Handles, separated by spaces or commas. New accounts are created."
        />
        <button type="submit">Make the list</button>
      </Form>
    </section>
  )
}
