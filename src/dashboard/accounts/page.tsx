import type { Account } from '../../accounts/view.js'
import { countFigure, peopleFigure, percentWithInterval } from '../../influence/figures.js'
import type { AccountInfluence } from '../../stats/account-influence.js'
import { accountPath } from '../account/address.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Pager } from '../parts/pager.js'
import { NewAccountForm } from './new-form.js'

/** An account and what its tweets tell of it. */
export interface MeasuredAccount {
  account: Account
  influence: AccountInfluence
}

export interface AccountsPageProps {
  accounts: MeasuredAccount[]
  /** Cursor of the next page. */
  next: string | null
  isFirst: boolean
  form: FormState
}

/** All accounts: who has how many followers, and how many of them click. */
export function AccountsPage({ accounts, next, isFirst, form }: AccountsPageProps) {
  return (
    <Layout title="Accounts">
      <h1>Accounts</h1>
      <p class="lead">Who tweets your links, how many follow them, and how many of those really click.</p>
      <section class="card" aria-label="All accounts">
        {accounts.length === 0 ? (
          <p class="empty">No account yet. Add the one you tweet from below.</p>
        ) : (
          <AccountTable accounts={accounts} />
        )}
        <Pager
          of="accounts"
          first={isFirst ? null : '/app/accounts'}
          next={next && `/app/accounts?cursor=${next}`}
        />
      </section>
      <div class="grid">
        <NewAccountForm form={form} />
        <section class="card">
          <h2>Many at once</h2>
          <p>
            <a href="/app/followers/import">Import follower counts</a> of days gone by from a CSV file: then
            old tweets are measured by the followers of their time. Accounts that are unknown are made.
          </p>
          <p>
            <a href="/app/lists">Lists</a> keep accounts together, to rank friends among themselves.
          </p>
        </section>
      </div>
    </Layout>
  )
}

function AccountTable({ accounts }: { accounts: MeasuredAccount[] }) {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" class="number">
              Followers
            </th>
            <th scope="col" class="number">
              Influence
            </th>
            <th scope="col" class="number">
              Act like
            </th>
            <th scope="col" class="number">
              Tweets
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(({ account, influence }) => (
            <tr key={account.handle}>
              <th scope="row" class="nowrap">
                <a href={accountPath(account.handle)}>{account.handle}</a>
                {account.public && <span class="chip">public</span>}
                {account.name !== null && (
                  <span class="clip small muted">
                    <bdi>{account.name}</bdi>
                  </span>
                )}
              </th>
              <td class="number">
                {account.followers === null ? 'unknown' : countFigure(account.followers)}
              </td>
              {influence.tweets === 0 ? (
                <td class="number muted" colSpan={2}>
                  not measured yet
                </td>
              ) : (
                <>
                  <td class="number">{percentWithInterval(influence.score, influence.interval)}</td>
                  <td class="number">{actLike(influence)}</td>
                </>
              )}
              <td class="number">{countFigure(influence.tweets)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function actLike({ followersWhoClick }: AccountInfluence): string {
  return followersWhoClick === null ? '–' : `${peopleFigure(followersWhoClick)} who all click`
}
