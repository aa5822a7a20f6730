import type { Webhook } from '../../../webhooks/find.js'
import type { FormState } from '../../form.js'
import { Layout } from '../../layout.js'
import { CopyField } from '../../parts/copy.js'
import { Form } from '../../parts/form.js'
import { type Column, Table } from '../../parts/table.js'
import { fieldNames, WebhookFields } from './fields.js'

export const webhooksPath = '/app/settings/webhooks'

/** All webhooks, and a form to add one. */
export function WebhooksPage({ hooks, form }: { hooks: Webhook[]; form: FormState }) {
  return (
    <Layout title="Webhooks">
      <h1>Webhooks</h1>
      <p class="lead">
        Your own programs are told what happens here. <a href="/help/webhooks">How to receive it</a>
      </p>
      {hooks.length === 0 ? (
        <p class="empty card">No webhook yet.</p>
      ) : (
        <section class="card">
          <Table columns={columns} rows={hooks} keyOf={({ id }) => id} />
        </section>
      )}
      <section class="card">
        <h2>Make a webhook</h2>
        <Form action={webhooksPath} state={form} fields={fieldNames}>
          <WebhookFields form={form} />
          <button type="submit">Make the webhook</button>
        </Form>
      </section>
    </Layout>
  )
}

const columns: Column<Webhook>[] = [
  {
    title: 'Address',
    names: true,
    cell: ({ id, url }) => (
      <a href={`${webhooksPath}/${id}`}>
        <bdi>{url}</bdi>
      </a>
    ),
  },
  { title: 'Events', cell: ({ events }) => <Events names={events} /> },
  { title: 'State', cell: hook => stateOf(hook) },
  { title: 'Waiting', class: 'number', cell: ({ waiting }) => waiting },
]

/** A name is not broken where the line ends. */
function Events({ names }: { names: readonly string[] }) {
  return names.map((name, n) => (
    <>
      {n > 0 && ', '}
      <span class="nowrap">{name}</span>
    </>
  ))
}

export function stateOf({ enabled, disabledReason, failingSince }: Webhook): string {
  if (!enabled) return disabledReason === null ? 'disabled' : `disabled: ${disabledReason}`
  return failingSince === null ? 'enabled' : 'failing, and tried again'
}

/** A secret that was just made; null for a form that was sent before. */
export function SecretNotice({ secret }: { secret: string | null }) {
  return (
    <div class="notice" role="status">
      <p>
        <strong>The webhook has a new secret.</strong>{' '}
        {secret === null
          ? 'It was shown when this form was first sent. If you did not copy it, make another.'
          : 'Copy it now: it is shown only once. Your program needs it to know that messages are from here.'}
      </p>
      {secret !== null && <CopyField label="The new secret" value={secret} />}
    </div>
  )
}
