import type { ComponentChildren } from 'preact'
import { pathsOf } from '../public/addresses.js'
import type { Result } from '../public/result.js'
import { useView } from '../view.js'
import type { Theme } from './theme.js'

/** A result that fits into a small frame on somebody's page. */
export function EmbedPage({ result, theme }: { result: Result; theme: Theme }) {
  const { headline, title, account, figure, label, note, beside, name } = result
  return (
    <Frame title={headline} path={pathsOf(name).page} theme={theme}>
      <h1>{account === name ? `${account} (${title})` : headline}</h1>
      <p class="embed-figure">{figure}</p>
      <p class="muted small">
        {label} · {note}
      </p>
      <p>{beside}</p>
    </Frame>
  )
}

/** Explains why there is no result. */
export function EmptyEmbedPage({ headline, theme }: { headline: string; theme: Theme }) {
  return (
    <Frame title={headline} path="/" theme={theme}>
      <h1>{headline}</h1>
    </Frame>
  )
}

interface FrameProps {
  title: string
  path: string
  theme: Theme
  children: ComponentChildren
}

function Frame({ title, path, theme, children }: FrameProps) {
  const { baseUrl, assets, demo } = useView()
  const address = `${baseUrl}${path}`
  return (
    <html lang="en" data-theme={theme === 'auto' ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
        <link rel="canonical" href={address} />
        <link rel="stylesheet" href={assets.get('style.css')} />
      </head>
      <body class="embed">
        <main class="card">
          {children}
          <p class="small embed-foot">
            <a href={address} target="_blank" rel="noopener">
              Counted by Fivehundred
            </a>
            {' · '}
            <a href={`${baseUrl}/help/counting`} target="_blank" rel="noopener">
              What counts
            </a>
            {demo && ' · Demo: made-up data'}
          </p>
        </main>
      </body>
    </html>
  )
}
