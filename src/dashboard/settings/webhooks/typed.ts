import { trim } from '../../../typed/trim.js'
import { eventTypes } from '../../../webhooks/events.js'
import type { Webhook } from '../../../webhooks/find.js'

/** A form's fields as the body of an API call. */
export function typedWebhook(typed: Record<string, string>) {
  const { url = '', clicksThresholds = '', influenceThresholds = '' } = typed
  return {
    url: trim(url),
    events: eventTypes.filter(type => typed[type] === 'on'),
    clicksThresholds: numbers(clicksThresholds),
    // People think in percent.
    influenceThresholds: numbers(influenceThresholds).map(percent => Number((percent / 100).toPrecision(12))),
    summaryTime: trim(typed.summaryTime ?? ''),
    summaryTimezone: trim(typed.summaryTimezone ?? ''),
  }
}

/** The fields of the form as they are stored. */
export function webhookValues(hook: Webhook): Record<string, string> {
  const { url, events, clicksThresholds, influenceThresholds, summaryTime, summaryTimezone } = hook
  return {
    ...{ url, summaryTime, summaryTimezone, clicksThresholds: clicksThresholds.join(' ') },
    influenceThresholds: influenceThresholds.map(ratio => Number((ratio * 100).toPrecision(12))).join(' '),
    ...Object.fromEntries(events.map(type => [type, 'on'])),
  }
}

/** What is no number becomes one that the API refuses. */
function numbers(text: string): number[] {
  return text
    .split(/[\s,;%]+/)
    .filter(word => word !== '')
    .map(word => (/^\d+(\.\d+)?$/.test(word) ? Number(word) : Number.NaN))
}
