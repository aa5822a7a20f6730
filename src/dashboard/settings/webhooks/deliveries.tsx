import type { DeliveriesPage, Delivery } from '../../../webhooks/deliveries.js'
import { Form } from '../../parts/form.js'
import { Moment } from '../../parts/moment.js'
import { Pager } from '../../parts/pager.js'
import { type Column, Table } from '../../parts/table.js'

interface DeliveriesProps {
  /** Of the webhook's page. */
  path: string
  page: DeliveriesPage
  isFirst: boolean
}

/** What was sent, newest first, and how that went. */
export function Deliveries({ path, page: { items, next }, isFirst }: DeliveriesProps) {
  const columns: Column<Delivery>[] = [
    {
      title: 'Event',
      names: true,
      cell: ({ type, createdAt }) => (
        <>
          {type}{' '}
          <span class="small muted">
            <Moment at={createdAt} />
          </span>
        </>
      ),
    },
    { title: 'Status', cell: delivery => <Status delivery={delivery} /> },
    { title: 'Attempts', class: 'number', cell: ({ attempts }) => attempts },
    { title: 'Answer', cell: delivery => <Answer delivery={delivery} /> },
    {
      title: null,
      class: 'number',
      cell: ({ id, type }) => (
        <Form action={`${path}/deliveries/${id}/repeat`}>
          <button type="submit" class="small quiet" aria-label={`Send ${type} ${id} again`}>
            Send again
          </button>
        </Form>
      ),
    },
  ]
  return (
    <section class="card" id="deliveries">
      <h2>What was sent</h2>
      {items.length === 0 ? (
        <p class="empty">Nothing in the last 30 days.</p>
      ) : (
        <>
          <p class="hint">
            Of the last 30 days. New ones are sent within seconds: <a href={path}>look again</a>.
          </p>
          <Table columns={columns} rows={items} keyOf={({ id }) => id} />
        </>
      )}
      <Pager
        of="deliveries"
        first={isFirst ? null : path}
        next={next && `${path}?cursor=${next}#deliveries`}
      />
    </section>
  )
}

function Status({ delivery: { status, attempts, nextAttemptAt } }: { delivery: Delivery }) {
  if (status !== 'waiting' || attempts === 0 || nextAttemptAt === null) return <>{status}</>
  return (
    <>
      waiting{' '}
      <span class="small muted">
        until <Moment at={nextAttemptAt} />
      </span>
    </>
  )
}

function Answer({
  delivery: { attemptedAt, problem, responseStatus, durationMs, response },
}: {
  delivery: Delivery
}) {
  if (attemptedAt === null) return <span class="muted">none yet</span>
  return (
    <>
      {problem ?? responseStatus}{' '}
      <span class="small muted">
        {durationMs} ms, <Moment at={attemptedAt} />
      </span>
      {response !== null && response !== '' && (
        <details class="small">
          <summary>What it said</summary>
          <code>{response}</code>
        </details>
      )}
    </>
  )
}
