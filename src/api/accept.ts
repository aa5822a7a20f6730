import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'

type Asking = { headers: Pick<FastifyRequest['headers'], 'accept'> }

/** Only programs use these paths, whatever they say they accept. */
const forPrograms = /^\/+(?:api|oembed|v4|rest\/+v\d|(?:yourls-api|api-create)\.php)(?:[/?]|$)/

/** Whether an address is meant for programs. */
export function isForPrograms({ url }: Pick<FastifyRequest, 'url'>): boolean {
  return forPrograms.test(url)
}

/** Parameters of a media type other than its weight, such as `charset`: they do not matter here. */
const otherParameters = /;(?!\s*q\s*=)(?:"(?:\\.|[^"\\])*"|[^;,])*/gi

/**
 * The offered media type that an Accept header prefers: by weight, then by how exactly it is named,
 * then by its place in the header. The first offer if there is a tie or none is accepted.
 */
export function preferredType<Type extends string>(
  { headers: { accept } }: Asking,
  offers: readonly [Type, ...Type[]],
): Type {
  const plain = accept?.replace(otherParameters, '')
  const liked = new Negotiator({ headers: { accept: plain } }).mediaType([...offers])
  return offers.find(offer => offer === liked) ?? offers[0]
}

const html = 'text/html'

/**
 * Whether JSON is named and preferred to a page: preview fetchers accept anything, or send no
 * Accept header.
 */
export function asksForJson(request: Asking): boolean {
  return preferredType(request, [html, 'application/json', 'application/problem+json']) !== html
}
