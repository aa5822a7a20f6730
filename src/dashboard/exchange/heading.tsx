export const heading = 'The currencies of attention'
export const description =
  'Followers are a currency, and every account mints its own. This is what one of them buys in another.'

/** The heading of the exchange pages. */
export function Heading() {
  return (
    <>
      <h1>{heading}</h1>
      <p class="lead">{description}</p>
    </>
  )
}
