import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'

type Asking = { headers: Pick<FastifyRequest['headers'], 'accept'> }

/** Only programs ask here, whatever they say that they accept. */
const forPrograms = /^\/+(?:api|oembed)(?:[/?]|$)/

/** Whether an address is of a surface for programs. */
export function isForPrograms({ url }: Pick<FastifyRequest, 'url'>): boolean {
  return forPrograms.test(url)
}

/**
 * Parameters of a media type other than its weight: `charset` and the like, which choose nothing
 * here.
 */
const otherParameters = /;(?!\s*q\s*=)(?:"(?:\\.|[^"\\])*"|[^;,])*/gi

/**
 * The offered media type that an Accept header likes best, by weight, then by how exactly it is
 * named, then by its place in the header; the first of the offers where nothing decides or none is
 * accepted.
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
 * Whether JSON is named and liked better than a page: fetchers of previews name anything, or
 * nothing at all.
 */
export function asksForJson(request: Asking): boolean {
  return preferredType(request, [html, 'application/json', 'application/problem+json']) !== html
}
