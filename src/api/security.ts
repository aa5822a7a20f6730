import type { FastifyHelmetOptions } from '@fastify/helmet'

// Whether the whole domain speaks HTTPS only is for its owner to say, not for one service on it.
const common = {
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
} satisfies FastifyHelmetOptions

function policy(directives: Record<string, string[]>): FastifyHelmetOptions {
  return { ...common, contentSecurityPolicy: { useDefaults: false, directives } }
}

/** For answers that are data: nothing in them is ever to run or to be framed. */
export const dataHeaders = policy({ defaultSrc: ["'none'"], frameAncestors: ["'none'"] })

/** For the API's readable page, whose scripts are files of this origin. */
export const docsHeaders = policy({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
})
