import { countFigure, peopleFigure } from '../../influence/figures.js'
import { followersWhoClick } from '../../influence/followers-who-click.js'
import type { Score } from '../../scores/score.js'
import type { AccountSort, ListedAccount } from '../../stats/account-table.js'
import { accountAddress, accountPath } from '../account/address.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Checkbox } from '../parts/checkbox.js'
import { Estimate } from '../parts/estimate.js'
import { FirstSteps } from '../parts/first-steps.js'
import { Field, Form } from '../parts/form.js'
import { HowScored } from '../parts/how-scored.js'
import { IfMay } from '../parts/if-may.js'
import { Pager } from '../parts/pager.js'
import { AccountSearch } from '../parts/search.js'
import { type Column, Table } from '../parts/table.js'

/** An account and its current score over all its tweets. */
export interface MeasuredAccount {
  account: ListedAccount
  score: Score
}

interface Filter {
  /** Part of a handle or name; empty for all. */
  q: string
  sort: AccountSort
}

interface AccountsPageProps {
  accounts: MeasuredAccount[]
  filter: Filter
  /** How many were found, on all pages. */
  total: number
  /** Cursor of the next page. */
  next: string | null
  isFirst: boolean
  form: FormState
}

/** All accounts: who has how many followers, and how many of them click. */
export function AccountsPage({ accounts, filter, total, next, isFirst, form }: AccountsPageProps) {
  return (
    <Layout title="Accounts">
      <h1>Accounts</h1>
      <p class="lead">Who tweets your links, how many follow them, and how many of those really click.</p>
      <section class="card" aria-label="All accounts">
        {(total > 0 || filter.q !== '') && (
          <AccountSearch
            action="/app/accounts"
            chosen={{ ...filter }}
            total={total}
            sorts={sorts}
            all={addressOf({ ...filter, q: '' })}
          />
        )}
        {accounts.length === 0 ? (
          <Nobody searching={filter.q !== ''} />
        ) : (
          <>
            <Table columns={columns} rows={accounts} keyOf={({ account }) => account.handle} />
            <p class="after-table">
              <HowScored /> · <a href={addressOf(filter, { path: '/app/accounts.csv' })}>Export as CSV</a>
            </p>
          </>
        )}
        <Pager
          of="accounts"
          first={isFirst ? null : addressOf(filter)}
          next={next && addressOf(filter, { cursor: next })}
        />
      </section>
      <div class="grid">
        <NewAccountForm form={form} />
        <section class="card">
          <h2>Many at once</h2>
          <IfMay right="accounts">
            <p>
              <a href="/app/followers/import">Import follower counts</a> from the past as a CSV file: then old
              tweets are measured by the followers at that time. New accounts are created.
            </p>
          </IfMay>
          <IfMay right="shared">
            <p>
              <a href="/app/import">Import your tweets</a> from X analytics, with what X says of them.
            </p>
          </IfMay>
          <p>
            <a href="/app/lists">Lists</a> group accounts, for example to rank friends against each other.
          </p>
        </section>
      </div>
    </Layout>
  )
}

function Nobody({ searching }: { searching: boolean }) {
  if (searching) return <p class="empty">No account found.</p>
  return (
    <>
      <p>No account yet. So you start:</p>
      <FirstSteps />
    </>
  )
}

const sorts: readonly (readonly [AccountSort, string])[] = [
  ['handle', 'By handle'],
  ['influence', 'Most influence first'],
  ['followers', 'Most followers first'],
  ['tweets', 'Most tweets first'],
]

/** Without what is usual. */
function addressOf({ q, sort }: Filter, { path = '/app/accounts', cursor = '' } = {}): string {
  const query = new URLSearchParams({
    ...(q !== '' && { q }),
    ...(sort !== 'handle' && { sort }),
    ...(cursor !== '' && { cursor }),
  }).toString()
  return query === '' ? path : `${path}?${query}`
}

const columns: Column<MeasuredAccount>[] = [
  {
    title: 'Account',
    names: true,
    cellClass: 'nowrap',
    cell: ({ account }) => (
      <>
        <a href={accountPath(account.handle)}>{account.handle}</a>
        {account.public && <span class="chip">public</span>}
        {account.name !== null && (
          <span class="clip small muted">
            <bdi>{account.name}</bdi>
          </span>
        )}
      </>
    ),
  },
  {
    title: 'Influence',
    class: 'number lead-number',
    cell: ({ score }) => <Influence score={score} />,
  },
  {
    title: 'Followers',
    class: 'number',
    cell: ({ account: { handle, followers } }) =>
      followers === null ? (
        <a href={accountAddress(handle, {}, 'add-followers')}>Add a count</a>
      ) : (
        countFigure(followers)
      ),
  },
  { title: 'Act like', class: 'number', cell: actLike },
  { title: 'Tweets', class: 'number', cell: ({ score }) => countFigure(score.tweets) },
]

/** The number that counts, with its interval. */
function Influence({ score: { posterior } }: { score: Score }) {
  if (posterior === null) return <span class="muted">not measured yet</span>
  return <Estimate value={posterior.score} interval={posterior.interval} />
}

function actLike({ account, score }: MeasuredAccount): string {
  const people = followersWhoClick(score.posterior?.score ?? null, account.followers)
  return people === null ? '–' : `${peopleFigure(people)} who all click`
}

function NewAccountForm({ form }: { form: FormState }) {
  return (
    <section class="card" id="add-account">
      <h2>Add an account</h2>
      <Form needs="shared" action="/app/accounts" state={form} fields={['handle', 'name', 'followers']}>
        <Field
          name="handle"
          label="Handle"
          state={form}
          required
          autocomplete="off"
          placeholder="@me"
          hint="@name on X, @name.tld on Bluesky, @name@server on Mastodon."
        />
        <Field name="name" label="Name (optional)" state={form} autocomplete="off" />
        <Field
          name="followers"
          label="Followers now (if you know)"
          state={form}
          inputMode="numeric"
          autocomplete="off"
          hint="Without a follower count no tweet can be measured."
        />
        <Checkbox name="public" label="Let badges and public pages show its influence" state={form} />
        <button type="submit">Add the account</button>
      </Form>
    </section>
  )
}
