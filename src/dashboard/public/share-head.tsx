import { useView } from '../view.js'

export interface Shared {
  /** Path of the page on this service. */
  path: string
  title: string
  description: string
  /** Path of the picture. */
  card: string
}

export const cardSize = { width: 1200, height: 630 }

/** What networks read to show a card for the page, and what blogs read to embed it. */
export function ShareHead({ path, title, description, card }: Shared) {
  const { baseUrl } = useView()
  const address = `${baseUrl}${path}`
  const properties = {
    'og:type': 'website',
    'og:site_name': 'Fivehundred',
    'og:url': address,
    'og:title': title,
    'og:description': description,
    'og:image': `${baseUrl}${card}`,
    'og:image:type': 'image/png',
    'og:image:width': String(cardSize.width),
    'og:image:height': String(cardSize.height),
    'og:image:alt': description,
  }
  return (
    <>
      <link rel="canonical" href={address} />
      <link
        rel="alternate"
        type="application/json+oembed"
        title={title}
        href={`${baseUrl}/oembed?format=json&url=${encodeURIComponent(address)}`}
      />
      {Object.entries(properties).map(([name, content]) => (
        <meta key={name} property={name} content={content} />
      ))}
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}
