/** A line of a CSV file (RFC 4180). */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/**
 * Texts come from strangers, and spreadsheets run cells that look like a formula: such a cell gets
 * a leading apostrophe; so does one that has apostrophes before it, so that an import can take one
 * away.
 */
function cell(value: string | number | boolean | null): string {
  const text = String(value ?? '')
  const harmless = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  // Some spreadsheets begin another cell at a semicolon or a tab.
  return /[",\r\n]|[;\t]\s*[=+\-@]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
