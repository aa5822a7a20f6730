import { createHash } from 'node:crypto'

const style =
  ':root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}' +
  'a,code{overflow-wrap:anywhere}'

/** Headers of every page here: nothing but its own style loads, and nobody frames it. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

/** Markup that `html` made: its values are escaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** A template whose values are escaped, unless `html` made them. */
export function html(parts: TemplateStringsArray, ...values: (string | Html)[]): Html {
  const text = values.map(
    (value, n) => (value instanceof Html ? value.text : escapeText(value)) + (parts[n + 1] ?? ''),
  )
  return new Html((parts[0] ?? '') + text.join(''))
}

/** A small page for people. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(style)}</style>
<h1>${title}</h1>
${body}
</html>
`.text
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? '')
}
