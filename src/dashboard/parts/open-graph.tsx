import { cardSize } from '../card/size.js'
import { useView } from '../view.js'

interface OpenGraphProps {
  /** The page's path and query. */
  path: string
  title: string
  description: string
  /** Path of the large picture, a card. */
  card?: string | undefined
}

/** The tags that networks read to show a card for the page. */
export function OpenGraph({ path, title, description, card }: OpenGraphProps) {
  const { baseUrl } = useView()
  const address = `${baseUrl}${path}`
  return (
    <>
      <link rel="canonical" href={address} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Fivehundred" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={address} />
      {card !== undefined && (
        <>
          <meta property="og:image" content={`${baseUrl}${card}`} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content={String(cardSize.width)} />
          <meta property="og:image:height" content={String(cardSize.height)} />
          <meta property="og:image:alt" content={description} />
        </>
      )}
      <meta name="twitter:card" content={card === undefined ? 'summary' : 'summary_large_image'} />
    </>
  )
}
