import { IfMay } from './if-may.js'

/** Where to start, for an installation without accounts, links or tweets. */
export function FirstSteps() {
  return (
    <ol class="steps">
      <li>
        <a href="/app/accounts#add-account">Add the account you tweet from</a>, with its follower count.
      </li>
      <li>
        <a href="/app">Shorten a link</a> for it.
      </li>
      <li>Tweet the short link.</li>
      <li>
        See how many of the followers clicked: on the link’s page at once, in the account’s influence after an
        hour.
      </li>
      <IfMay right="shared">
        <li>
          Or <a href="/app/import">bring your past along</a>: links of another shortener, or tweets from X
          analytics.
        </li>
      </IfMay>
    </ol>
  )
}
