import type { Delivery, Webhook, WebhookChanges } from '../client/index.js'
import { eventTypes } from '../webhooks/events.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { deleted, sure, yes } from './confirm.js'
import { UsageError } from './errors.js'
import { counted, minute } from './figures.js'
import { moreNote, paging } from './paging.js'
import { table } from './table.js'
import type { Terminal } from './terminal.js'

const choices = {
  events: { type: 'string', value: 'TYPES', help: 'which events: link.created,window.closed' },
  clicks: { type: 'string', value: 'NUMBERS', help: 'thresholds for clicks.crossed: 100,1000' },
  influence: { type: 'string', value: 'RATIOS', help: 'thresholds for influence.crossed: 0.02,0.05' },
  'summary-time': { type: 'string', value: 'HH:MM', help: 'when summary.daily is sent (08:00)' },
  timezone: { type: 'string', value: 'ZONE', help: 'of that time and of its days: Europe/Berlin (UTC)' },
} as const

const types = [`Types of events: ${eventTypes.join(', ')}`]

type Choices = { [Name in keyof typeof choices]?: string }

const list = command({
  name: 'webhooks list',
  summary: 'Shows who is told of events',
  arguments: [],
  options: { json },
  async run({ options: { json }, env }, terminal) {
    const answer = await apiClient(env).listWebhooks()
    if (json) return terminal.printJson(answer)
    if (answer.data.length === 0) return terminal.note(['There is no webhook yet.'])
    const rows = answer.data.map(hook => [
      ...[String(hook.id), state(hook), String(hook.waiting), hook.events.join(','), hook.url],
    ])
    terminal.print(table(['id', 'state', 'waiting', 'events', 'address'], rows, { right: [0, 2] }))
  },
})

const create = command({
  name: 'webhooks create',
  summary: 'Makes a webhook; only its secret goes to standard output',
  arguments: ['URL'],
  options: { ...choices, json },
  details: types,
  async run({ arguments: [url = ''], options: { json, ...chosen }, env }, terminal) {
    const { events = [], ...more } = readChoices(chosen, 'webhooks create')
    if (events.length === 0) throw new UsageError('--events must name at least one type.', 'webhooks create')
    const made = await apiClient(env).createWebhook({ body: { url, events, ...more } })
    if (json) return terminal.printJson(made)
    terminal.print([made.secret])
    terminal.note([`Webhook ${made.id}. Its secret is shown this once.`])
  },
})

const edit = command({
  name: 'webhooks edit',
  summary: 'Changes a webhook, or gives it a new secret',
  arguments: ['ID'],
  options: {
    url: { type: 'string', value: 'URL', help: 'another address' },
    ...choices,
    enabled: { type: 'boolean', negative: true, help: 'enables it, or with --no-enabled disables it' },
    'new-secret': { type: 'boolean', help: 'prints a new secret; the former one signs as well for 24 hours' },
    json,
  },
  details: types,
  async run({ arguments: [id = ''], options, env }, terminal) {
    const { json, url, enabled, 'new-secret': renews, ...chosen } = options
    const api = apiClient(env)
    const changes: WebhookChanges = {
      ...readChoices(chosen, 'webhooks edit'),
      ...(url !== undefined && { url }),
      ...(enabled !== undefined && { enabled }),
    }
    const isChanged = Object.keys(changes).length > 0
    if (!isChanged && !renews) throw new UsageError('Name at least one change.', 'webhooks edit')
    const changed = isChanged ? await api.updateWebhook({ id, body: changes }) : null
    const renewed = renews ? await api.renewWebhookSecret({ id }) : null
    if (json) return terminal.printJson(renewed ?? changed)
    if (renewed !== null) terminal.print([renewed.secret])
    else if (changed !== null) show(changed, terminal)
  },
})

const remove = command({
  name: 'webhooks delete',
  summary: 'Deletes a webhook with its log',
  arguments: ['ID'],
  options: { yes, json: deleted },
  async run({ arguments: [id = ''], options: { yes, json }, env }, terminal) {
    const api = apiClient(env)
    const hook = await api.getWebhook({ id })
    const { url, waiting } = hook
    const lost = waiting === 0 ? '' : `, and ${counted(waiting, 'message')} still to be sent`
    await sure(terminal, yes, `Delete the webhook ${id} to ${url}${lost}?`)
    await api.deleteWebhook({ id })
    return json ? terminal.printJson(hook) : terminal.print([`The webhook ${id} is deleted.`])
  },
})

const test = command({
  name: 'webhooks test',
  summary: 'Sends a test to a webhook',
  arguments: ['ID'],
  options: { json },
  async run({ arguments: [id = ''], options: { json }, env }, terminal) {
    told(await apiClient(env).testWebhook({ id }), { id, json }, terminal)
  },
})

const deliveries = command({
  name: 'webhooks deliveries',
  summary: 'Shows what was sent to a webhook, newest first',
  arguments: ['ID'],
  options: {
    status: {
      type: 'string',
      value: 'STATUS',
      values: ['waiting', 'delivered', 'failed'],
      help: 'only those: waiting, delivered or failed',
    },
    ...paging,
    json,
  },
  async run({ arguments: [id = ''], options: { json, ...query }, env }, terminal) {
    const page = await apiClient(env).listDeliveries({ id, ...query })
    if (json) return terminal.printJson(page)
    if (page.data.length === 0) return terminal.note(['Nothing was sent in the last 30 days.'])
    const rows = page.data.map(({ id, createdAt, type, status, attempts, responseStatus, problem }) => [
      ...[String(id), minute(new Date(createdAt)), type, status, String(attempts)],
      ...[responseStatus === null ? '' : String(responseStatus), problem ?? ''],
    ])
    const titles = ['id', 'made', 'event', 'status', 'attempts', 'answer', 'problem']
    terminal.print(table(titles, rows, { right: [0, 4] }))
    terminal.note(moreNote(page.nextCursor))
  },
})

const repeat = command({
  name: 'webhooks repeat',
  summary: 'Sends a message once more',
  arguments: ['ID', 'DELIVERY'],
  options: { json },
  async run({ arguments: [id = '', deliveryId = ''], options: { json }, env }, terminal) {
    told(await apiClient(env).repeatDelivery({ id, deliveryId }), { id, json }, terminal)
  },
})

function readChoices(chosen: Choices, name: string): Partial<WebhookChanges> {
  const { events, clicks, influence, timezone, 'summary-time': summaryTime } = chosen
  return {
    ...(events !== undefined && { events: words(events).map(type => readType(type, name)) }),
    ...(clicks !== undefined && { clicksThresholds: numbers(clicks, '--clicks', name) }),
    ...(influence !== undefined && { influenceThresholds: numbers(influence, '--influence', name) }),
    ...(timezone !== undefined && { summaryTimezone: timezone }),
    ...(summaryTime !== undefined && { summaryTime }),
  }
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(word => word !== '')
}

function readType(text: string, name: string) {
  const type = eventTypes.find(known => known === text)
  if (type === undefined)
    throw new UsageError(`--events knows ${eventTypes.join(', ')}, not "${text}".`, name)
  return type
}

function numbers(text: string, option: string, name: string): number[] {
  return words(text).map(word => {
    if (!/^\d+(\.\d+)?$/.test(word))
      throw new UsageError(`${option} must be numbers such as 0.02 or 100, not "${word}".`, name)
    return Number(word)
  })
}

function state({ enabled, disabledReason, failingSince }: Webhook): string {
  if (!enabled) return disabledReason ?? 'disabled'
  return failingSince === null ? 'enabled' : 'retrying'
}

function show(hook: Webhook, terminal: Terminal): void {
  terminal.print([`Webhook ${hook.id}, ${state(hook)}: ${hook.url}`, hook.events.join(', ')])
}

function told(
  delivery: Delivery,
  { id, json }: { id: string; json: boolean | undefined },
  terminal: Terminal,
): void {
  if (json) terminal.printJson(delivery)
  else {
    terminal.print([`Delivery ${delivery.id} is sent within seconds.`])
    terminal.note([`"fivehundred webhooks deliveries ${id}" shows how that went.`])
  }
}

/** In the order of the help. */
export const webhookCommands = [list, create, edit, remove, test, deliveries, repeat]
