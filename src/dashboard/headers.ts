import type { FastifyHelmetOptions } from '@fastify/helmet'

/**
 * Of every page: scripts, styles and pictures are files of this origin, nothing runs inline, and nobody frames it.
 * `data:` is for the QR codes that a page draws itself.
 */
export const pageHeaders = {
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
} satisfies FastifyHelmetOptions

/** The header's text, for answers that helmet does not make. */
export function contentPolicy(directives: Record<string, string[]>): string {
  const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  return Object.entries(directives)
    .map(([name, values]) => `${kebab(name)} ${values.join(' ')}`)
    .join('; ')
}
