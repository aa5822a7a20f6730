import { counted } from '../../influence/figures.js'
import { FirstSteps } from '../parts/first-steps.js'
import { Field } from '../parts/form.js'
import { Select } from '../parts/select.js'
import { LinkEntry } from './link-entry.js'
import { isSearch, type LinkList } from './list.js'

const sorts = [
  ['newest', 'Newest first'],
  ['clicks', 'Most clicked first'],
] as const

const kinds = [
  ['', 'Every link'],
  ['public', 'Public links'],
  ['disabled', 'Disabled links'],
  ['deleted', 'Deleted links'],
] as const

const shownFields = ['q', 'tag', 'account']

/** The latest links, or those found by a search. */
export function LatestLinks({ list: { search, entries, older, total } }: { list: LinkList }) {
  const { values, problems } = search
  const searching = isSearch(values)
  return (
    <section id="links">
      <h2>{searching ? `${counted(total ?? 0, 'link')} found` : 'Latest links'}</h2>
      {(entries.length > 0 || searching) && (
        <search>
          <form class="search" action="/app#links">
            <Field name="q" label="Search" state={search} placeholder="title, text or notes" />
            <Field name="tag" label="Tags" state={search} />
            <Field name="account" id="by-account" label="Account" state={search} list="accounts" />
            <Select name="kind" label="Show" state={search} options={kinds} />
            <Select name="sort" label="Order" state={search} options={sorts} />
            <button type="submit" class="quiet">
              Apply
            </button>
          </form>
        </search>
      )}
      {problems
        .filter(({ field }) => !shownFields.some(name => field.startsWith(name)))
        .map(({ field, message }) => (
          <p key={field} class="problems">{`${field}: ${message}`}</p>
        ))}
      {entries.length === 0 && (
        <div class="card">
          {searching ? (
            <p class="empty">No links found.</p>
          ) : (
            <>
              <p>No links yet. So you start:</p>
              <FirstSteps />
            </>
          )}
        </div>
      )}
      <ul class="links">
        {entries.map(({ link, figures }) => (
          <LinkEntry key={link.slug} link={link} figures={figures} />
        ))}
      </ul>
      {(older !== null || searching) && (
        <p class="row">
          {older !== null && (
            <a class="button quiet" href={older}>
              Older links
            </a>
          )}
          {searching && <a href="/app">All links</a>}
        </p>
      )}
    </section>
  )
}
