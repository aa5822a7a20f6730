import { type Facet, type Faceted, facets, unknown } from './facets.js'

/** A facet with a hit's value for it. */
export interface ReadFacet {
  name: string
  /** Always a value: what is unknown has one, too. */
  valueOf(hit: Partial<Faceted>): string
}

/** The facets of a click, and those of an excluded hit. */
export const readFacets: Record<Facet['of'], readonly ReadFacet[]> = {
  clicks: facets.filter(({ of }) => of === 'clicks').map(reader),
  excluded: facets.filter(({ of }) => of === 'excluded').map(reader),
}

function reader({ name, cut }: Facet): ReadFacet {
  if (cut === undefined) return { name, valueOf: hit => hit[name] ?? unknown }
  const begin = new RegExp(cut.begin, 'i')
  return {
    name,
    valueOf(hit) {
      const text = (hit[name] ?? unknown).replace(begin, '')
      // PostgreSQL counts characters, JavaScript UTF-16 units.
      return text.length > cut.most ? [...text].slice(0, cut.most).join('') : text
    },
  }
}
