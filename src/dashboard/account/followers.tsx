import type { Snapshot } from '../../accounts/followers.js'
import { countFigure } from '../../influence/figures.js'
import type { FormState } from '../form.js'
import { Field, Form } from '../parts/form.js'
import { IfMay } from '../parts/if-may.js'
import { Moment } from '../parts/moment.js'
import { Pager } from '../parts/pager.js'
import { type Column, Table } from '../parts/table.js'
import { accountAddress, accountPath } from './address.js'
import type { AccountFacts } from './facts.js'

const sources: Record<string, string> = {
  manual: 'by hand',
  csv: 'imported',
  analytics: 'reckoned from X’s analytics',
  archive: 'an archive of X',
  x: 'X',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
}

interface FollowersProps {
  facts: AccountFacts
  add: FormState
  refresh: FormState
}

/** The follower counts over time, and three ways to add to them. */
export function Followers({ facts, add, refresh }: FollowersProps) {
  const { handle, network } = facts.account
  return (
    <section class="card" id="followers">
      <h2>Followers</h2>
      <p class="hint">
        A tweet is measured by the last count at or before it; before the first count, by the first.
      </p>
      <div class="grid">
        <div>
          <History facts={facts} />
        </div>
        <div>
          <h3 id="add-followers">Add a count</h3>
          <Form
            needs="accounts"
            action={accountPath(handle, 'followers')}
            state={add}
            fields={['followers', 'countedAt']}
          >
            <Field
              name="followers"
              id="new-count"
              label="Followers"
              state={add}
              required
              inputMode="numeric"
              autocomplete="off"
            />
            <Field
              name="countedAt"
              label="On the day"
              type="date"
              state={add}
              hint="Counted from 00:00 UTC. Leave empty for now."
            />
            <button type="submit">Add the count</button>
          </Form>
          <h3 class="apart">Or have them counted</h3>
          <Form needs="accounts" action={accountPath(handle, 'followers', 'refresh')} state={refresh}>
            <button type="submit" class="quiet">
              Ask {sources[network]} now
            </button>
          </Form>
          <IfMay right="accounts">
            <p class="small apart">
              Or <a href="/app/followers/import">import a CSV file</a>.
            </p>
          </IfMay>
        </div>
      </div>
    </section>
  )
}

function History({ facts: { account, query, followers } }: { facts: AccountFacts }) {
  const { handle } = account
  const { followers: cursor, ...rest } = query
  if (followers.items.length === 0)
    return <p class="empty">No count yet: without one, no tweet can be measured.</p>
  const columns: Column<Snapshot>[] = [
    { title: 'Counted', cell: ({ countedAt }) => <Moment at={countedAt} /> },
    { title: 'Followers', class: 'number', cell: ({ followers }) => countFigure(followers) },
    { title: 'How', cellClass: 'nowrap', cell: ({ source }) => sources[source] ?? source },
    {
      title: null,
      class: 'number',
      cell: ({ countedAt }) => (
        <a
          class="button small quiet"
          href={`${accountPath(handle, 'followers', 'delete')}?countedAt=${encodeURIComponent(countedAt)}`}
          aria-label={`Delete the count of ${countedAt}`}
        >
          Delete
        </a>
      ),
    },
  ]
  return (
    <>
      <Table columns={columns} rows={followers.items} keyOf={({ countedAt }) => countedAt} />
      <Pager
        of="counts"
        first={cursor === undefined ? null : accountAddress(handle, rest, 'followers')}
        next={followers.next && accountAddress(handle, { ...rest, followers: followers.next }, 'followers')}
      />
    </>
  )
}
