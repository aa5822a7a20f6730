import { listLists } from '../../accounts/lists/read.js'
import type { Context } from '../../context.js'
import type { FormState } from '../form.js'
import { Select } from './select.js'

const mostLists = 500

/** The names of the lists to choose from; none without a login. */
export async function listNames(ctx: Pick<Context, 'access' | 'db'>, isStranger: boolean): Promise<string[]> {
  if (isStranger) return []
  const { items } = await listLists(ctx, { limit: mostLists })
  return items.map(({ name }) => name)
}

/** The field to choose one, if there is a choice. */
export function ListSelect({ names, state }: { names: string[]; state: FormState }) {
  if (names.length === 0) return null
  const options = names.map(name => [name, name] as const)
  return <Select name="list" label="Accounts" state={state} options={[['', 'all'], ...options]} />
}
