import type { Context } from '../context.js'
import { slugProblem } from '../links/slug.js'
import { type Taken, takenSlugs } from '../links/taken.js'
import { otherNames } from './other-names.js'
import type { FoundLink, RowProblem } from './read-link.js'
import type { ImportWords } from './words.js'

/** What happens to a link whose name leads elsewhere: ours keeps the name in any case. */
export const clashChoices = ['refuse', 'keep', 'rename'] as const
export type ClashChoice = (typeof clashChoices)[number]

/** A link of the file that cannot have its own name. */
export interface Clash {
  line: number
  slug: string
  url: string
  message: string
  /** The name it gets instead; null if it is not made. */
  becomes: string | null
}

/** What is to be done with the links of a file. */
export interface Plan {
  toMake: (FoundLink & { name: string })[]
  alreadyThere: number
  clashes: Clash[]
  problems: RowProblem[]
}

/** Decides about each link of a file. Nothing is changed. */
export async function planImport(
  ctx: Pick<Context, 'db' | 'reservedSlugs'>,
  links: readonly FoundLink[],
  { onClash, words }: { onClash: ClashChoice; words: ImportWords },
): Promise<Plan> {
  const plan: Plan = { toMake: [], alreadyThere: 0, clashes: [], problems: [] }
  const isGood = ({ slug }: FoundLink) => slugProblem(slug, ctx.reservedSlugs) === null
  const taken = await takenSlugs(
    ctx.db,
    links.filter(isGood).map(({ slug }) => slug),
  )
  const ours = new Set(taken.keys())
  const homeless: { link: FoundLink; message: string }[] = []
  for (const link of links) {
    const problem = slugProblem(link.slug, ctx.reservedSlugs)
    if (problem === null) {
      const message = settle(plan, link, link.slug, taken)
      if (message === null) continue
      homeless.push({ link, message: ours.has(link.slug) ? message : `is twice in the file: it ${message}` })
    } else if (onClash === 'rename') homeless.push({ link, message: problem })
    else {
      const remedy = `change it in the file, or ${words.rename}`
      const { line, slug } = link
      plan.problems.push({ line, slug, field: 'slug', message: `${problem.split(';')[0]}; ${remedy}` })
    }
  }
  if (onClash !== 'rename') {
    for (const { link, message } of homeless) plan.clashes.push({ ...named(link), message, becomes: null })
    return plan
  }
  const names = homeless.map(({ link }) => otherNames(link, ctx.reservedSlugs))
  for (const [name, url] of await takenSlugs(ctx.db, names.flat())) if (!taken.has(name)) taken.set(name, url)
  for (const [n, { link, message }] of homeless.entries()) {
    const name = names[n]?.find(name => settle(plan, link, name, taken) === null)
    if (name !== undefined) plan.clashes.push({ ...named(link), message, becomes: name })
    else {
      const { line, slug } = link
      plan.problems.push({
        line,
        slug,
        field: 'slug',
        message: `${message}; choose another name in the file`,
      })
    }
  }
  return plan
}

/** Plans a link under a name, unless that leads elsewhere: then it says where. */
function settle(plan: Plan, link: FoundLink, name: string, taken: Taken): string | null {
  const there = taken.get(name)
  if (there === undefined) {
    plan.toMake.push({ ...link, name })
    taken.set(name, link.url)
  } else if (there === link.url) plan.alreadyThere++
  else return there === null ? 'is the name of a link that was deleted' : `leads to ${there} already`
  return null
}

function named({ line, slug, url }: FoundLink): Pick<Clash, 'line' | 'slug' | 'url'> {
  return { line, slug, url }
}
