import { Type } from 'typebox'
import type { Page } from '../db/pages.js'

/**
 * The query for a page of a list. The list itself refuses a foreign cursor; the schema does so too,
 * so that one answer names every invalid parameter.
 */
export function pageQuery({ problem }: { problem(cursor: string): string | null }) {
  return {
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Entries on the page.' }),
    cursor: Type.Optional(
      Type.String({
        maxLength: 1000,
        description: 'nextCursor of the previous page, with the same filter.',
        check: problem,
      }),
    ),
  }
}

/** A page as the API returns it, with other facts about its list. */
export type PageAnswer<Found extends Page<unknown>> = Omit<Found, 'items' | 'next'> & {
  data: Found['items']
  nextCursor: string | null
}

export function answerPage<Found extends Page<unknown>>({ items, next, ...more }: Found): PageAnswer<Found> {
  return { ...more, data: items, nextCursor: next }
}
