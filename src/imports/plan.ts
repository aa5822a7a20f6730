import type { Context } from '../context.js'
import { slugProblem } from '../links/slug.js'
import { type Taken, takenSlugs } from '../links/taken.js'
import { otherNames } from './other-names.js'
import type { FoundLink, RowProblem } from './read-link.js'
import { type Place, placeOf } from './row-place.js'
import type { ImportWords } from './words.js'

/** What happens to a link whose name leads elsewhere: ours keeps the name in any case. */
export const clashChoices = ['refuse', 'keep', 'rename'] as const
export type ClashChoice = (typeof clashChoices)[number]

/** A link of the file that cannot have its own name. */
export interface Clash extends Place {
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
  const firsts = new Map<string, FoundLink>()
  for (const link of links) {
    const problem = slugProblem(link.slug, ctx.reservedSlugs)
    if (problem === null) {
      const twice = twin(firsts, link)
      const message = twice ?? settle(plan, link, link.slug, taken)
      if (message === null) continue
      const isOurs = twice !== null || ours.has(link.slug)
      homeless.push({ link, message: isOurs ? message : `is twice in the file: the other one ${message}` })
    } else if (onClash === 'rename') homeless.push({ link, message: problem })
    else {
      const remedy = `change it in the file, or ${words.rename}`
      const message = `${problem.split(';')[0]}; ${remedy}`
      plan.problems.push({ ...placeOf(link), slug: link.slug, field: 'slug', message })
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
      const remedy = 'choose another name in the file'
      plan.problems.push({
        ...placeOf(link),
        slug: link.slug,
        field: 'slug',
        message: `${message}; ${remedy}`,
      })
    }
  }
  return plan
}

/**
 * What is wrong with a link whose name and target another one in the file has, too: on another
 * domain it is another link, and its old clicks would be lost. Null if nothing is.
 */
function twin(firsts: Map<string, FoundLink>, link: FoundLink): string | null {
  const key = `${link.slug} ${link.url}`
  const first = firsts.get(key)
  const clicks = link.wish.imported?.clicks ?? 0
  if (first === undefined) firsts.set(key, link)
  if (first === undefined || first.domain === link.domain || clicks === 0) return null
  return `is twice in the file, at ${first.domain} and at ${link.domain} with ${clicks} old clicks of its own`
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

function named(link: FoundLink): Omit<Clash, 'message' | 'becomes'> {
  return { ...placeOf(link), slug: link.slug, url: link.url }
}
