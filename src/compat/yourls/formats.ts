import type { FastifyReply } from 'fastify'
import type { Fields } from '../fields.js'

/** What YOURLS answers, as JSON or XML; `simple` is what it answers as plain text. */
export interface YourlsAnswer extends Record<string, unknown> {
  simple?: string
}

/**
 * Answers in the format that the fields ask for: `xml` if they ask for none, and plain text if they
 * ask for one that YOURLS does not know, however close (`JSON`): clients rely on that.
 */
export function sendYourls(
  reply: FastifyReply,
  fields: Fields,
  { simple = '', ...answer }: YourlsAnswer,
): FastifyReply {
  switch (fields.format ?? 'xml') {
    case 'json':
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
    case 'jsonp':
      return sendScript(reply, callbackOf(fields), answer)
    case 'xml':
      return reply.type('application/xml; charset=utf-8').send(asXml(answer))
    default:
      return reply.type('text/plain; charset=utf-8').send(simple)
  }
}

/** The function that a script wants to be called; null if the text cannot be a function's name. */
export function callbackOf(fields: Fields): string | null {
  const callback = fields.callback ?? fields.jsonp ?? ''
  return typeof callback === 'string' && /^[\w$.]*$/.test(callback) ? callback : null
}

function sendScript(reply: FastifyReply, callback: string | null, answer: object): FastifyReply {
  if (callback === null) {
    const refusal = { errorCode: '400', error: 'Invalid callback parameter' }
    return reply.code(400).type('application/json; charset=utf-8').send(JSON.stringify(refusal))
  }
  // In a script, these two would end a line.
  const json = JSON.stringify(answer).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return reply.type('application/javascript; charset=utf-8').send(`${callback}(${json})`)
}

function asXml(answer: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<result>${elements(answer)}</result>\n`
}

function elements(value: unknown): string {
  if (typeof value !== 'object' || value === null) return escaped(String(value ?? ''))
  return Object.entries(value)
    .map(([name, inner]) => `<${name}>${elements(inner)}</${name}>`)
    .join('')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** XML has no characters for some controls, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[&<>]/g, sign => entities[sign] ?? '')
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
}
