import { type Fields, whole } from '../fields.js'

/** Without a number from the client, Shlink sends everything at once. */
const mostPerPage = 5_000
const mostPages = 1_000_000

export interface Asked {
  page: number
  perPage: number
  skip: number
}

/** Which page a client asks for; `usual` is the number of items on a page, -1 for all. */
export function askedPage(query: Fields, usual: number): Asked {
  const page = whole(query, 'page', { usual: 1, least: 1, most: mostPages })
  const wanted = whole(query, 'itemsPerPage', { usual, least: -1, most: mostPages })
  const perPage = wanted < 1 ? mostPerPage : Math.min(wanted, mostPerPage)
  return { page, perPage, skip: (page - 1) * perPage }
}

/** A page as Shlink sends it. */
export function answerPage<Item>({ page, perPage }: Asked, data: Item[], total: number) {
  return {
    data,
    pagination: {
      currentPage: page,
      pagesCount: Math.max(1, Math.ceil(total / perPage)),
      itemsPerPage: perPage,
      itemsInCurrentPage: data.length,
      totalItems: total,
    },
  }
}

/** A page of a list that is read as a whole. */
export function cutPage<Item>(asked: Asked, all: Item[]) {
  return answerPage(asked, all.slice(asked.skip, asked.skip + asked.perPage), all.length)
}
