import { trim } from '../typed/trim.js'
import type { LinkChanges, NewLink } from './wish.js'

/**
 * A wish whose texts have nothing unseen at their ends; a text of nothing else counts as left out.
 */
export function tidyWish({ slug, title, text, tags, utm, ...plain }: NewLink): NewLink {
  return {
    ...plain,
    ...seen({ slug, title, text }),
    ...(tags !== undefined && { tags: tidyTags(tags) }),
    ...(utm !== undefined && { utm: seen(utm) }),
  }
}

/** As for a wish, but a text of nothing seen clears. */
export function tidyChanges({ title, text, tags, ...plain }: LinkChanges): LinkChanges {
  const read = (given: string | null) => (given === null ? null : trim(given) || null)
  return {
    ...plain,
    ...(title !== undefined && { title: read(title) }),
    ...(text !== undefined && { text: read(text) }),
    ...(tags !== undefined && { tags: tidyTags(tags) }),
  }
}

/** Each tag once, in the order in which they came, however its letters are composed. */
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
