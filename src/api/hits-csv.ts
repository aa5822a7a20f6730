import type { Hit } from '../stats/hits.js'

const columns = [
  ...(['at', 'kind', 'reason', 'source', 'referrer', 'country', 'browser', 'system', 'device'] as const),
  ...(['userAgent', 'visitor', 'rulesVersion', 'id'] as const),
]

/** Hits as CSV (RFC 4180) with a header line, page by page. */
export async function* hitsCsv(pages: AsyncIterable<Hit[]>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`
  for await (const hits of pages) {
    yield hits.map(hit => `${columns.map(column => cell(hit[column])).join(',')}\r\n`).join('')
  }
}

/**
 * Strangers write User-Agents and referrers, and spreadsheets run what begins like a formula: such a cell gets a leading
 * apostrophe.
 */
function cell(value: string | number | null): string {
  const text = String(value ?? '')
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
