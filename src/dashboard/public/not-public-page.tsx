import { Layout } from '../layout.js'

/** The same for what is private and for what does not exist: who asks does not learn which. */
export function NotPublicPage() {
  return (
    <Layout title="Nothing public here">
      <h1>Nothing public here</h1>
      <p>Nobody has made an account of this name public.</p>
      <p>
        <a href="/">What Fivehundred is</a>
      </p>
    </Layout>
  )
}
