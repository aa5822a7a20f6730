import type { ComponentChildren } from 'preact'
import { typedHandle } from '../../accounts/handle-address.js'
import { counted } from '../../influence/figures.js'
import { freshForm } from '../form.js'
import { Field } from './form.js'
import { Select } from './select.js'

const longest = 400

/** What a search field asks for: a profile's address means its handle. */
export function typedSearch(text = ''): string {
  return typedHandle(text.replaceAll('\0', '')).slice(0, longest)
}

interface SearchProps {
  /** The path of the page. */
  action: string
  /** What is shown: `q` is a part of a handle or name, `sort` the order. */
  chosen: { q: string; sort: string } & Record<string, string>
  /** How many accounts were found, on all pages. */
  total: number
  /** The orders, and what they are called. */
  sorts: readonly (readonly [value: string, text: string])[]
  /** Address of the page without the search. */
  all: string
  /** More fields. */
  children?: ComponentChildren
}

/** How many accounts there are, and a form to find and order them. */
export function AccountSearch({ action, chosen, total, sorts, all, children }: SearchProps) {
  const state = freshForm(chosen)
  const isSearch = chosen.q !== ''
  return (
    <>
      <h2>
        {counted(total, 'account')}
        {isSearch && ' found'}
      </h2>
      <search>
        <form class="filter" action={action}>
          <Field name="q" label="Search" state={state} autocomplete="off" placeholder="handle or name" />
          <Select name="sort" label="Order" state={state} options={sorts} />
          {children}
          <button type="submit" class="quiet">
            Apply
          </button>
          {isSearch && <a href={all}>All accounts</a>}
        </form>
      </search>
    </>
  )
}
