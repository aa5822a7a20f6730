import type { Interval } from '../../influence/confidence.js'
import { counted, countFigure, percentFigure } from '../../influence/figures.js'
import type { ReportedSummary } from '../../stats/reported.js'
import { AccountName } from './account-name.js'
import { type Column, Table } from './table.js'

/** The choice of seeing what networks report; the account's owners alone may see it. */
export type Include = 'reported' | undefined

/** Reads the choice; nobody without a login gets it, because analytics are not public. */
export function readInclude(include: string | undefined, viewer: unknown): Include {
  return include === 'reported' && viewer !== null ? 'reported' : undefined
}

/** So that the scale has room for it. */
export function asInterval(value: number | null | undefined): Interval[] {
  return value ? [[value, value]] : []
}

/** Under one of our numbers: "reported: 0.40 % on 3 tweets". */
export function ReportedNote({
  reported,
  text,
}: {
  reported: ReportedSummary | null | undefined
  text?: string
}) {
  if (!reported) return null
  return (
    <span class="small muted reported" title={reported.sentence}>
      reported: {text ?? (reported.ratio === null ? 'followers unknown' : percentFigure(reported.ratio))} on{' '}
      {counted(reported.tweets + reported.tweetsWithoutFollowers, 'tweet')}
    </span>
  )
}

interface OnlyReportedProps {
  rows: readonly {
    handle: string
    name: string | null
    followers: number | null
    reported: ReportedSummary | null
  }[]
}

/** Accounts of which only their networks say something, apart from those that are measured. */
export function OnlyReported({ rows }: OnlyReportedProps) {
  const columns: Column<(typeof rows)[number]>[] = [
    {
      title: 'Account',
      class: 'who',
      names: true,
      cell: ({ handle, name }) => <AccountName handle={handle} name={name} />,
    },
    {
      title: 'Reported link clicks per follower',
      cell: ({ reported }) => (
        <>
          <em>{reported?.ratio == null ? '–' : percentFigure(reported.ratio)}</em>
          <span class="small muted reported">{reported?.sentence}</span>
        </>
      ),
    },
    {
      title: 'Followers',
      class: 'number',
      cell: ({ followers }) => (followers === null ? '–' : countFigure(followers)),
    },
  ]
  return (
    <section class="card" id="only-reported">
      <h2>Only as the networks report it</h2>
      <p class="hint">{whatIsReported} No tweet of these accounts is counted here, so they have no rank.</p>
      {rows.length === 0 ? (
        <p class="empty">Of no other account a network reports anything.</p>
      ) : (
        <Table cards columns={columns} rows={rows} keyOf={({ handle }) => handle} />
      )}
    </section>
  )
}

/** Whose number it is. */
export const whatIsReported =
  'The networks’ own counts, drawn as dashes: of clicks, not of people, and with all that they take for a click. They are part of no score, rank or rate.'
