import type { Static } from 'typebox'
import { typedHandle } from '../../accounts/handle-address.js'
import { LinkQuery, readLinkQuery } from '../../api/link-query.js'
import type { Context } from '../../context.js'
import { listLinks } from '../../links/list.js'
import type { Link } from '../../links/view.js'
import { linkNumbers } from '../../stats/link-numbers.js'
import { typedTags } from '../../typed/tags.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm } from '../form.js'
import { type LinkFigures, linkFigures } from '../live/figures.js'

/** Links per page. */
const limit = 20

export interface LinkList {
  search: FormState
  entries: { link: Link; figures: LinkFigures }[]
  /** Address of the next page; null on the last. */
  older: string | null
  /** How many a search finds on all pages; null for the latest links. */
  total: number | null
}

/** The links found by a search, with their numbers; none if the search itself is invalid. */
export async function readList(
  ctx: PageContext & Pick<Context, 'access'>,
  typed: Record<string, string>,
): Promise<LinkList> {
  try {
    const query = ctx.forms.check(LinkQuery, listQuery(typed))
    const total = isSearch(typed)
    const { items: links, next, ...found } = await listLinks(ctx, readLinkQuery({ ...query, total }))
    const numbers = await linkNumbers(
      ctx,
      links.map(link => link.slug),
    )
    const entries = links.map(link => {
      const { clicks, clickers, excluded } = link
      const found = numbers.get(link.slug) ?? { clicks, clickers, excluded, tweet: null }
      return { link, figures: linkFigures(found) }
    })
    return {
      search: freshForm(typed),
      entries,
      older: next && olderThan(typed, next),
      total: found.total ?? null,
    }
  } catch (error) {
    const { form, status } = ctx.forms.failed(typed, error)
    if (status !== 400) throw error
    return { search: form, entries: [], older: null, total: null }
  }
}

const searchFields = ['q', 'tag', 'account', 'kind']

/** Whether some links are wanted, or those of a later page, and not simply the latest. */
export function isSearch(typed: Readonly<Record<string, string>>): boolean {
  return [...searchFields, 'cursor'].some(name => typed[name])
}

function olderThan(typed: Record<string, string>, cursor: string): string {
  const asked = [...searchFields, 'sort'].flatMap(name => (typed[name] ? [[name, typed[name]]] : []))
  return `/app?${new URLSearchParams([...asked, ['cursor', cursor]] as [string, string][])}#links`
}

/** Empty fields do not filter. */
function listQuery(typed: Record<string, string>): Static<typeof LinkQuery> {
  const read = { q: trim, account: typedHandle, cursor: trim }
  const fields = Object.entries(read).map(([name, read]) => [name, read(typed[name] ?? '')])
  const tag = typedTags(typed.tag)
  return {
    ...Object.fromEntries(fields.filter(([, text]) => text !== '')),
    ...(tag.length > 0 && { tag }),
    ...kinds[typed.kind ?? ''],
    sort: typed.sort === 'clicks' ? 'clicks' : 'newest',
    limit,
  }
}

/** Which links there are to choose from. */
const kinds: Record<string, Pick<Static<typeof LinkQuery>, 'public' | 'enabled' | 'deleted'>> = {
  public: { public: true },
  disabled: { enabled: false },
  deleted: { deleted: true },
}
