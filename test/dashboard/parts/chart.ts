import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import t from 'tap'
import { Chart } from '../../../src/dashboard/parts/chart.js'

const series = [{ label: 'Clicks', values: [1234], kind: 'bars' as const }]
const rows = (markup: string) => [...markup.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text)

t.test('its table tells the same numbers, with the times of the zone, as far as the unit goes', async t => {
  const at = ['2026-01-31T23:30:00Z']
  const table = (unit: 'hour' | 'day' | 'month', timezone?: string) =>
    rows(renderToString(h(Chart, { label: 'Clicks', at, unit, series, ...(timezone && { timezone }) })))
  t.strictSame(table('hour'), ['2026-01-31 23:30', '1,234'])
  t.strictSame(table('day', 'Asia/Kolkata'), ['2026-02-01', '1,234'])
  t.strictSame(table('month', 'America/New_York'), ['2026-01', '1,234'])
})

t.test('without a script its table is open and no button leads nowhere', async t => {
  const markup = renderToString(
    h(Chart, { label: 'Clicks', at: ['2026-01-31T23:30:00Z'], unit: 'day', series }),
  )
  t.match(markup, '<details open')
  t.match(markup, /<button[^>]* hidden/)
})
