import type { DeliveriesPage } from '../../../webhooks/deliveries.js'
import type { Webhook } from '../../../webhooks/find.js'
import type { FormState } from '../../form.js'
import { Layout } from '../../layout.js'
import { Form } from '../../parts/form.js'
import { Moment } from '../../parts/moment.js'
import { Deliveries } from './deliveries.js'
import { fieldNames, WebhookFields } from './fields.js'
import { SecretNotice, stateOf, webhooksPath } from './list-page.js'

interface HookPageProps {
  hook: Webhook
  deliveries: DeliveriesPage
  isFirst: boolean
  form: FormState
  /** One that was just made; undefined if none was. */
  secret?: string | null | undefined
}

/** One webhook: how it goes, what was sent, and everything that can be done to it. */
export function HookPage({ hook, deliveries, isFirst, form, secret }: HookPageProps) {
  const path = `${webhooksPath}/${hook.id}`
  return (
    <Layout title={`Webhook ${hook.id}`}>
      <p>
        <a href={webhooksPath}>All webhooks</a>
      </p>
      <h1>Webhook {hook.id}</h1>
      <p class="lead">
        <bdi>{hook.url}</bdi>
      </p>
      {secret !== undefined && <SecretNotice secret={secret} />}
      <State hook={hook} />
      <section class="card">
        <p>
          It is {stateOf(hook)}; {hook.waiting} to be sent.
        </p>
        <div class="row">
          <Form action={`${path}/test`}>
            <button type="submit">Send a test</button>
          </Form>
          <Form action={`${path}/enabled`}>
            <input type="hidden" name="enabled" value={hook.enabled ? 'false' : 'true'} />
            <button type="submit" class="quiet">
              {hook.enabled ? 'Disable it' : 'Enable it'}
            </button>
          </Form>
          <a class="button quiet" href={`${path}/secret`}>
            New secret
          </a>
          <a class="button quiet" href={`${path}/delete`}>
            Delete it
          </a>
        </div>
        {hook.formerSecretEndsAt !== null && (
          <p class="hint">
            The former secret signs as well until <Moment at={hook.formerSecretEndsAt} />, if it was not
            already over.
          </p>
        )}
      </section>
      <Deliveries path={path} page={deliveries} isFirst={isFirst} />
      <section class="card">
        <h2>Change it</h2>
        <Form action={path} state={form} fields={fieldNames}>
          <WebhookFields form={form} />
          <button type="submit">Save</button>
        </Form>
      </section>
    </Layout>
  )
}

function State({ hook: { enabled, disabledReason, failingSince } }: { hook: Webhook }) {
  if (enabled && failingSince === null) return null
  if (enabled || disabledReason === null) {
    return failingSince === null ? null : (
      <p class="notice" role="status">
        Nothing was delivered since <Moment at={failingSince} />. It is tried again; after five days without a
        success it is disabled.
      </p>
    )
  }
  return (
    <p class="notice" role="status">
      {disabledReason === 'gone'
        ? 'It was disabled because it answered 410: gone.'
        : 'It was disabled because nothing was delivered for five days.'}{' '}
      What waits is kept for 30 days, and sent when you enable it.
    </p>
  )
}
