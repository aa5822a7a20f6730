import { findList, type ListRow } from '../../accounts/lists/find.js'
import { listLists } from '../../accounts/lists/read.js'
import type { Context } from '../../context.js'
import type { FormState } from '../form.js'
import { Select } from './select.js'

const mostLists = 500

/** The list whose accounts alone are shown, and the names of those to choose from. */
export interface ListChoice {
  chosen: ListRow | undefined
  names: string[]
}

/** Strangers know of no list. Throws ListNotFound for a name that none has. */
export async function readListChoice(
  ctx: Pick<Context, 'db'>,
  name: string | undefined,
  isStranger: boolean,
): Promise<ListChoice> {
  if (isStranger) return { chosen: undefined, names: [] }
  const [chosen, { items }] = await Promise.all([
    name ? findList(ctx.db, name) : undefined,
    listLists(ctx, { limit: mostLists }),
  ])
  return { chosen, names: items.map(list => list.name) }
}

/** The field for it, where there is a choice. */
export function ListSelect({ names, state }: { names: string[]; state: FormState }) {
  if (names.length === 0) return null
  const options = names.map(name => [name, name] as const)
  return <Select name="list" label="Accounts" state={state} options={[['', 'all'], ...options]} />
}
