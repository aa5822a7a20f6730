import { qrLevels } from '../../links/qr.js'
import type { Link } from '../../links/view.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Field } from '../parts/form.js'
import { bareAddress } from '../parts/link-name.js'
import { Select } from '../parts/select.js'
import { qrPath } from './path.js'

interface QrPageProps {
  link: Link
  form: FormState
  /** How the code looks, for the address of its picture; empty for the usual look. */
  query: string
}

/** What may be damaged or covered of a code, by its level. */
const damage = { L: '7 %', M: '15 %, as usual', Q: '25 %', H: '30 %, for a logo on it' }

/** A link's QR code, with a form for its size and colours. */
export function QrPage({ link, form, query }: QrPageProps) {
  const { slug, shortUrl } = link
  const picture = (format: string) => `${qrPath(slug, format)}${query && `?${query}`}`
  return (
    <Layout title="QR code">
      <h1>{`QR code of ${bareAddress(shortUrl)}`}</h1>
      <div class="grid">
        <section class="card">
          <img
            class="qr large"
            src={picture('svg')}
            alt={`QR code of ${shortUrl}`}
            width={320}
            height={320}
          />
          <p class="row">
            <a class="button" href={picture('png')} download>
              As PNG
            </a>
            <a class="button quiet" href={picture('svg')} download>
              As SVG
            </a>
          </p>
        </section>
        <form method="get" action={qrPath(slug)} class="card">
          <Field
            name="size"
            label="Width in pixels"
            type="number"
            state={form}
            hint="From 50 to 1024. Empty: 16 for each square, sharp in print."
          />
          <Field
            name="margin"
            label="Margin in squares"
            type="number"
            state={form}
            hint="Empty: 4, which readers need if what is around it has another colour."
          />
          <Select
            name="level"
            label="May be damaged or covered"
            state={form}
            options={qrLevels.map(level => [level, damage[level]] as const)}
          />
          <Field name="color" label="Colour" type="color" state={form} />
          <Field name="background" label="Background" type="color" state={form} />
          <p class="row submit">
            <button type="submit">Show it</button>
            <a href={`/app/links/${slug}`}>Back</a>
          </p>
        </form>
      </div>
    </Layout>
  )
}
