import type { AccountRow } from '../../accounts/find.js'
import type { ExchangeTable } from '../../stats/exchange-table.js'
import { freshForm } from '../form.js'
import { Layout } from '../layout.js'
import { HowScored } from '../parts/how-scored.js'
import { ListSelect } from '../parts/list-choice.js'
import { OpenGraph } from '../parts/open-graph.js'
import { Pager } from '../parts/pager.js'
import { type Include, OnlyReported } from '../parts/reported.js'
import { Share } from '../parts/share.js'
import { cardOfPage } from '../public/addresses.js'
import { Chooser } from './chooser.js'
import { Heading } from './heading.js'
import { pathOf } from './path.js'
import { Rates } from './rates.js'
import { ReportedChoice } from './reported-choice.js'

interface TablePageProps {
  account: AccountRow
  report: ExchangeTable
  handles: string[]
  /** The chosen list. */
  list: string | undefined
  /** Names of the lists to choose from. */
  lists: string[]
  include: Include
  isFirst: boolean
}

/** One account's followers, valued in those of everybody else. */
export function TablePage({ account, report, handles, list, lists, include, isFirst }: TablePageProps) {
  const { from, items, next, sentence, reported, reportedOnly } = report
  const path = pathOf({ from, list })
  const isPublic = account.public && list === undefined
  return (
    <Layout
      title={`${from} in everybody else`}
      description={sentence}
      head={
        <OpenGraph
          path={path}
          title={`One follower of ${from} …`}
          description={sentence}
          card={isPublic ? cardOfPage(path) : undefined}
        />
      }
      listed={isPublic && isFirst && include === undefined}
    >
      <Heading />
      <section class="card">
        <h2>One {from} follower in followers of others</h2>
        <p class="sentence">{sentence}</p>
        {lists.length > 0 && (
          <form method="get" action="/exchange" class="filter">
            <input type="hidden" name="from" value={from} />
            {include !== undefined && <input type="hidden" name="include" value={include} />}
            <ListSelect names={lists} state={freshForm({ list: list ?? '' })} />
            <button type="submit" class="quiet">
              Apply
            </button>
          </form>
        )}
        {items.length > 0 && <Rates from={from} rows={items} />}
        {reported && <p class="reported">{reported.sentence}</p>}
        <p class="hint">
          <ReportedChoice pair={{ from, list, include }} />
          1/30 means: thirty of {from} for one of theirs. <HowScored />
        </p>
        <Pager
          of="accounts"
          first={isFirst ? null : pathOf({ from, list, include })}
          next={next === null ? null : pathOf({ from, list, include }, next)}
        />
      </section>
      {reportedOnly !== undefined && isFirst && (
        <OnlyReported rows={reportedOnly.map(({ to, ...row }) => ({ ...row, handle: to }))} />
      )}
      {isPublic && items.length > 0 && <Share path={path} text={sentence} />}
      <section class="card">
        <h2>Compare two accounts</h2>
        <Chooser form={freshForm({ from })} handles={handles} />
      </section>
    </Layout>
  )
}
