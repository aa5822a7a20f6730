import { trim } from '../typed/trim.js'
import type { LinkChanges, NewLink } from './wish.js'

/**
 * The wish with invisible characters trimmed off its texts; a text with nothing else counts as
 * missing.
 */
export function tidyWish({ slug, title, notes, text, externalId, tags, utm, ...plain }: NewLink): NewLink {
  return {
    ...plain,
    ...seen({ slug, title, notes, text, externalId }),
    ...(tags !== undefined && { tags: tidyTags(tags) }),
    ...(utm !== undefined && { utm: seen(utm) }),
  }
}

/** As for a wish, but a text without visible characters clears the field. */
export function tidyChanges({ title, notes, text, externalId, tags, ...plain }: LinkChanges): LinkChanges {
  const read = (given: string | null) => (given === null ? null : trim(given) || null)
  return {
    ...plain,
    ...(title !== undefined && { title: read(title) }),
    ...(notes !== undefined && { notes: read(notes) }),
    ...(text !== undefined && { text: read(text) }),
    ...(externalId !== undefined && { externalId: read(externalId) }),
    ...(tags !== undefined && { tags: tidyTags(tags) }),
  }
}

/**
 * Each tag once, in the original order; different compositions of the same letters count as equal.
 */
function tidyTags(tags: string[]): string[] {
  return [...new Set(tags.map(tidyTag).filter(tag => tag !== ''))]
}

export function tidyTag(tag: string): string {
  return trim(tag).normalize('NFC')
}

function seen<Name extends string>(
  texts: { [name in Name]?: string | undefined },
): { [name in Name]?: string } {
  const entries = Object.entries<string | undefined>(texts).map(([name, text = '']) => [name, trim(text)])
  return Object.fromEntries(entries.filter(([, text]) => text !== '')) as { [name in Name]?: string }
}
