import { useView } from '../view.js'

interface OpenGraphProps {
  /** The page's path and query. */
  path: string
  title: string
  description: string
}

/** What networks read to show a card for the page. */
export function OpenGraph({ path, title, description }: OpenGraphProps) {
  const address = `${useView().baseUrl}${path}`
  return (
    <>
      <link rel="canonical" href={address} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Fivehundred" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={address} />
      <meta name="twitter:card" content="summary" />
    </>
  )
}
