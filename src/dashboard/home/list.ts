import type { Static } from 'typebox'
import { typedHandle } from '../../accounts/handle-address.js'
import { LinkQuery, readLinkQuery } from '../../api/link-query.js'
import type { Context } from '../../context.js'
import { listLinks } from '../../links/list.js'
import type { Link } from '../../links/view.js'
import { linkNumbers } from '../../stats/link-numbers.js'
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
}

/** The links found by a search, with their numbers; none if the search itself is invalid. */
export async function readList(
  ctx: PageContext & Pick<Context, 'access'>,
  typed: Record<string, string>,
): Promise<LinkList> {
  try {
    const query = ctx.forms.check(LinkQuery, listQuery(typed))
    const { items: links, next } = await listLinks(ctx, readLinkQuery(query))
    const numbers = await linkNumbers(
      ctx,
      links.map(link => link.slug),
    )
    const entries = links.map(link => {
      const { clicks, clickers, excluded } = link
      const found = numbers.get(link.slug) ?? { clicks, clickers, excluded, tweet: null }
      return { link, figures: linkFigures(found) }
    })
    return { search: freshForm(typed), entries, older: next && addressOf({ ...query, cursor: next }) }
  } catch (error) {
    const { form, status } = ctx.forms.failed(typed, error)
    if (status !== 400) throw error
    return { search: form, entries: [], older: null }
  }
}

/** Empty fields do not filter. */
function listQuery(typed: Record<string, string>): Static<typeof LinkQuery> {
  const read = { q: trim, tag: trim, account: typedHandle, cursor: trim }
  const fields = Object.entries(read).map(([name, read]) => [name, read(typed[name] ?? '')])
  return {
    ...Object.fromEntries(fields.filter(([, text]) => text !== '')),
    sort: typed.sort === 'clicks' ? 'clicks' : 'newest',
    limit,
  }
}

function addressOf({ limit: _, ...query }: Static<typeof LinkQuery>): string {
  return `/app?${new URLSearchParams(query)}#links`
}
