import type { List } from '../../accounts/lists/view.js'
import { countFigure } from '../../influence/figures.js'
import { accountPath } from '../account/address.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Field, Form } from '../parts/form.js'
import { type Column, Table } from '../parts/table.js'
import { listPath } from './address.js'

/** The state of its forms. */
export interface ListForms {
  rename: FormState
  add: FormState
}

interface ListPageProps {
  list: List
  forms: ListForms
  /** The account that was just removed. */
  removed: string | null
}

/** One list: its accounts, and everything that can be done to it. */
export function ListPage({ list, forms, removed }: ListPageProps) {
  const { name, accounts } = list
  return (
    <Layout title={name}>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <p>
        <a class="button" href={`/leaderboard?list=${encodeURIComponent(name)}`}>
          Rank them
        </a>
      </p>
      {removed !== null && <PutBack list={list} handle={removed} />}
      <section class="card">
        <h2>
          {countFigure(accounts.length)} {accounts.length === 1 ? 'account' : 'accounts'}
        </h2>
        {accounts.length === 0 ? (
          <p class="empty">Nobody is on it yet. Add somebody below.</p>
        ) : (
          <Members list={list} />
        )}
      </section>
      <div class="grid">
        <section class="card">
          <h2>Add accounts</h2>
          <Form needs="shared" action={listPath(name, 'accounts')} state={forms.add} fields={['accounts']}>
            <Field
              name="accounts"
              label="Handles"
              state={forms.add}
              required
              autocomplete="off"
              hint="Separated by spaces or commas. New accounts are created."
            />
            <button type="submit">Add</button>
          </Form>
        </section>
        <section class="card">
          <h2>Rename or delete</h2>
          <Form needs="shared" action={listPath(name)} state={forms.rename} fields={['name']}>
            <Field name="name" label="Name" state={forms.rename} required autocomplete="off" />
            <div class="row">
              <button type="submit">Rename</button>
              <a class="button quiet" href={listPath(name, 'delete')}>
                Delete the list
              </a>
            </div>
          </Form>
        </section>
      </div>
    </Layout>
  )
}

/** Undoes a removal. */
function PutBack({ list: { name }, handle }: { list: List; handle: string }) {
  return (
    <Form needs="shared" action={listPath(name, 'accounts')} class="notice row">
      <input type="hidden" name="accounts" value={handle} />
      <span role="status">{handle} was removed from the list.</span>
      <button type="submit" class="small quiet">
        Undo
      </button>
    </Form>
  )
}

function Members({ list: { name, accounts } }: { list: List }) {
  const columns: Column<string>[] = [
    { title: 'Account', cell: handle => <a href={accountPath(handle)}>{handle}</a> },
    {
      title: null,
      class: 'number',
      cell: handle => (
        <Form needs="shared" action={listPath(name, 'accounts', 'remove')}>
          <input type="hidden" name="account" value={handle} />
          <button type="submit" class="small quiet" aria-label={`Remove ${handle}`}>
            Remove
          </button>
        </Form>
      ),
    },
  ]
  return <Table columns={columns} rows={accounts} keyOf={handle => handle} />
}
