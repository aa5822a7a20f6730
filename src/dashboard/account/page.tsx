import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { AccountBadge, EditAccount } from './edit.js'
import type { AccountFacts } from './facts.js'
import { Followers } from './followers.js'
import { OverTime } from './over-time.js'
import { Reported } from './reported.js'
import { Score } from './score.js'
import { Tweets } from './tweets.js'

/** The state of its forms. */
export interface AccountForms {
  edit: FormState
  add: FormState
  refresh: FormState
}

/** One account: how many of its followers really click. */
export function AccountPage({ facts, forms }: { facts: AccountFacts; forms: AccountForms }) {
  const { account, influence, reported, months, query, window } = facts
  return (
    <Layout title={account.handle} scripts={['chart']}>
      <header>
        <h1>{account.handle}</h1>
        {account.name !== null && (
          <p class="lead">
            <bdi>{account.name}</bdi>
          </p>
        )}
      </header>
      <Score influence={influence} query={query} window={window} isReported={reported !== null} />
      <OverTime handle={account.handle} months={months} trend={influence.trend} since={facts.since} />
      {reported !== null && <Reported handle={account.handle} reported={reported} />}
      <Tweets {...facts} />
      <Followers facts={facts} add={forms.add} refresh={forms.refresh} />
      <div class="grid">
        <EditAccount account={account} form={forms.edit} />
        <AccountBadge account={account} />
      </div>
    </Layout>
  )
}
