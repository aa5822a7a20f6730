import type { ComponentChildren } from 'preact'
import { Logo } from './icons/logo.js'
import { openSearchPath, openSearchType } from './opensearch.js'
import { useView } from './view.js'

export interface LayoutProps {
  title: string
  /** One or two sentences for search engines and cards. */
  description?: string
  /** Scripts of client/ in addition to main, such as "chart". */
  scripts?: string[]
  /** More elements for the head. */
  head?: ComponentChildren
  /** Whether search engines may list it: only pages meant to be shared. */
  listed?: boolean
  children: ComponentChildren
}

/** The frame around every page. */
export function Layout({ title, description, scripts = [], head, listed = false, children }: LayoutProps) {
  const { assets, demo, viewer } = useView()
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === 'Fivehundred' ? title : `${title} · Fivehundred`}</title>
        {description !== undefined && <meta name="description" content={description} />}
        {!listed && <meta name="robots" content="noindex" />}
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.ico" type="image/svg+xml" />
        {viewer !== null && <link rel="manifest" href="/manifest.webmanifest" />}
        <link rel="search" type={openSearchType} href={openSearchPath} title="Fivehundred" />
        <link rel="stylesheet" href={assets.get('style.css')} />
        {['main', ...scripts].map(name => (
          <script key={name} type="module" src={assets.get(`${name}.js`)} />
        ))}
        {head}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        {demo && <DemoNotice />}
        <Header />
        <main id="content">{children}</main>
        <footer class="footer">
          <p>
            Fivehundred counts people, and only people. <a href="/help/counting">How is this counted?</a>{' '}
            <a href="/help/scoring">How scoring works</a> <a href="/help">Help</a> <a href="/docs">API</a>{' '}
            <a href="/">Front page</a>
          </p>
        </footer>
      </body>
    </html>
  )
}

const sections = [
  ['/app', 'Links'],
  ['/app/accounts', 'Accounts'],
  ['/app/lists', 'Lists'],
  ['/leaderboard', 'Leaderboard'],
  ['/exchange', 'Exchange'],
  ['/app/destinations', 'Destinations'],
  ['/app/badges', 'Badges'],
  ['/app/settings', 'Settings'],
] as const

function Header() {
  const { viewer } = useView()
  return (
    <header class="header">
      <div class="header-inner">
        <a class="brand" href={viewer ? '/app' : '/'}>
          <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
            <Logo />
          </svg>{' '}
          Fivehundred
        </a>
        {viewer === null ? (
          <a class="button quiet" href="/login">
            Log in
          </a>
        ) : (
          <>
            <div class="sections">
              <Sections />
            </div>
            <details class="menu">
              <summary class="button quiet">Menu</summary>
              <div class="menu-sheet">
                <Sections />
              </div>
            </details>
          </>
        )}
      </div>
    </header>
  )
}

/** The way to each section, and out. It stands in the header, or on a phone in its menu. */
function Sections() {
  const { path, csrfToken } = useView()
  const here = path.split('?')[0] ?? ''
  return (
    <>
      <nav class="nav" aria-label="Sections">
        {sections.map(([address, name]) => (
          <a key={address} href={address} aria-current={currentIn(address, here)}>
            {name}
          </a>
        ))}
      </nav>
      <form method="post" action="/logout">
        <input type="hidden" name="_csrf" value={csrfToken} />
        <button class="quiet" type="submit">
          Log out
        </button>
      </form>
    </>
  )
}

/** A section's own page, or one below it, such as an account's. */
function currentIn(address: string, here: string): 'page' | 'true' | undefined {
  if (here === address) return 'page'
  if (address === '/app') return here.startsWith('/app/links/') ? 'true' : undefined
  return here.startsWith(`${address}/`) ? 'true' : undefined
}

function DemoNotice() {
  return (
    <aside class="demo" aria-label="Demo">
      Demo: these accounts, tweets and clicks are made up.
    </aside>
  )
}
