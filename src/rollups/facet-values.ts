import { type Facet, type Faceted, facets, unknown } from './facets.js'

/** A facet with the value that a hit has of it. */
export interface ReadFacet {
  name: string
  /** Throws for no hit: what is not known has a value, too. */
  valueOf(hit: Partial<Faceted>): string
}

/** Those of a click, and those of an excluded hit. */
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
