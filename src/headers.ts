import { createHash } from 'node:crypto'
import type { FastifyHelmetOptions } from '@fastify/helmet'

/** Directives of a Content-Security-Policy, by their names in camelCase. */
type Policy = Record<string, string[]>

/**
 * Of every page: scripts, styles and pictures are files of this origin, nothing runs inline, and
 * nobody frames it. `data:` is for the QR codes that a page draws itself.
 */
const ofPages: Policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
}

/** No browser guesses that an answer is something else than it says. */
export const noSniff = { 'x-content-type-options': 'nosniff' }

/** For pages that know a login. */
export const pageHeaders = helmetOf(ofPages)

/** For answers that are data: nothing in them is ever to run or to be framed. */
export const dataHeaders = helmetOf({ defaultSrc: ["'none'"], frameAncestors: ["'none'"] })

/** For pages for everybody. */
export const publicPageHeaders = {
  'content-security-policy': textOf(ofPages),
  ...noSniff,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
}

/** For a picture: any page may show it, and nothing in it can run. */
export function pictureHeaders(more: Policy = {}) {
  return {
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': textOf({ defaultSrc: ["'none'"], ...more }),
    ...noSniff,
  }
}

/** For a page in a frame: any page may frame it, nothing in it runs, and it knows nobody. */
export const embedHeaders = {
  ...pictureHeaders({
    scriptSrc: ["'none'"],
    styleSrc: ["'self'"],
    formAction: ["'none'"],
    frameAncestors: ['*'],
    baseUri: ["'none'"],
  }),
  'referrer-policy': 'no-referrer',
}

function helmetOf(directives: Policy): FastifyHelmetOptions {
  return {
    // Only the owner of a domain can promise that all of it speaks nothing but HTTPS.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    contentSecurityPolicy: { useDefaults: false, directives },
  }
}

/** The header's text, for answers that helmet does not make. */
function textOf(directives: Policy): string {
  const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  return Object.entries(directives)
    .map(([name, values]) => `${kebab(name)} ${values.join(' ')}`)
    .join('; ')
}

/** A strong entity tag. Equal bodies have the same. */
export function entityTag(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
}

/** Whether an If-None-Match header names this tag, by the weak comparison of RFC 9110. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(part => part.trim() === '*' || part.trim().replace(/^W\//, '') === tag)
}
