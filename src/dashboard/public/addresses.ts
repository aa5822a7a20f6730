/** Paths to what a public link or account shows; `name` is a slug, or a handle with its @. */
export function pathsOf(name: string) {
  const segment = encodeURIComponent(name).replaceAll('%40', '@')
  return {
    page: name.startsWith('@') ? `/${segment}` : `/${segment}+`,
    card: `/card/${segment}.png`,
    embed: `/embed/${segment}`,
    badge: `/badge/${segment}.svg`,
    badgeJson: `/badge/${segment}.json`,
  }
}

/** The picture of the front page, the leaderboard or the exchange, given their path and query. */
export function cardOfPage(path: string): string {
  const [page = '', query] = path.split('?')
  return `/card/page/${page.slice(1) || 'front'}.png${query === undefined ? '' : `?${query}`}`
}
