import type { Link } from '../../links/view.js'

/** A link's tags, each of which leads to all links that have it. */
export function Tags({ link: { tags } }: { link: Link }) {
  return (
    <>
      {tags.map(tag => (
        <a key={tag} class="chip" href={`/app?tag=${encodeURIComponent(tag)}#links`}>
          <bdi>{tag}</bdi>
        </a>
      ))}
    </>
  )
}
