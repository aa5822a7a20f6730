/** The heading of the exchange pages. */
export function Heading() {
  return (
    <>
      <h1>The currencies of attention</h1>
      <p class="lead">
        Followers are a currency, and every account mints its own. This is what one of them buys in another.
      </p>
    </>
  )
}
