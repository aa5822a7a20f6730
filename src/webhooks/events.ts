/** The events that a webhook can be told of; each is the `type` of its message. */
export const eventTypes = [
  'link.created',
  'tweet.attached',
  'window.closed',
  'clicks.crossed',
  'influence.crossed',
  'summary.daily',
] as const
export type EventType = (typeof eventTypes)[number]

/** Sent by the button that tests a webhook, no matter which events the webhook wants. */
export const testType = 'webhook.test'
