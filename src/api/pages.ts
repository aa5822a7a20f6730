import { Type } from 'typebox'
import type { Page } from '../db/pages.js'

/**
 * What a query for a page of a list may say. The list itself refuses a foreign cursor; the schema
 * does it, too, so that one answer names every parameter that is wrong.
 */
export function pageQuery({ problem }: { problem(cursor: string): string | null }) {
  return {
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Entries on the page.' }),
    cursor: Type.Optional(
      Type.String({
        maxLength: 1000,
        description: 'nextCursor of the page before, with the same filter.',
        check: problem,
      }),
    ),
  }
}

/** A page, with what else is known of its list, as the API answers it. */
export type PageAnswer<Found extends Page<unknown>> = Omit<Found, 'items' | 'next'> & {
  data: Found['items']
  nextCursor: string | null
}

export function answerPage<Found extends Page<unknown>>({ items, next, ...more }: Found): PageAnswer<Found> {
  return { ...more, data: items, nextCursor: next }
}
