/** Options of every command that shows a page of a list. */
export const paging = {
  limit: { type: 'number', short: 'n', value: 'COUNT', help: 'how many, at most 500 (50)' },
  cursor: { type: 'string', value: 'CURSOR', help: 'goes on where a page ended, as its last line says' },
} as const

/** The line below a page that is not the last. */
export function moreNote(nextCursor: string | null): string[] {
  return nextCursor === null ? [] : [`There are more: --cursor=${nextCursor} goes on, --limit shows more.`]
}
