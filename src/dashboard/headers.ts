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
