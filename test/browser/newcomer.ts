// The first minute of somebody new: what the service prints at its first start is enough to hold a
// short link in one's clipboard.
import t from 'tap'
import { chromium, openWindow } from '../fixtures/chromium.js'
import { spawnService } from '../fixtures/service.js'

/** A person's steps: one less is progress, one more needs a reason. */
const mostSteps = { fields: 4, presses: 3 }

t.test('from the first start to a copied short link', async t => {
  const began = performance.now()
  const { output } = await spawnService(t, { DATABASE_URL: '', ADMIN_KEY: '' })
  const [, address = '', key = ''] = /Log in at +(\S+)\nAdmin key +(\S+)/.exec(output.stdout) ?? []
  t.match(output.stdout, address, 'it says where to log in')
  const { origin } = new URL(address)
  const { page, problems } = await openWindow(await chromium(t), origin)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
  const steps = { fields: 0, presses: 0 }
  const fill = async (label: string, text: string) => {
    steps.fields++
    await page.getByLabel(label).fill(text)
  }
  const press = async (name: string) => {
    steps.presses++
    await page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
  }

  await page.goto(address)
  await fill('API key', key)
  await press('Log in')
  await fill('Where the link leads', 'https://example.com/tulips')
  await fill('Who tweets it', '@nell')
  await fill('How many follow this account?', '1,200')
  await press('Shorten')
  await press('Copy')

  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  t.equal(copied, await page.getByLabel('Your short link').inputValue())
  const answer = await fetch(copied, { redirect: 'manual' })
  t.equal(answer.headers.get('location'), 'https://example.com/tulips', 'it leads there')
  t.strictSame(steps, mostSteps)
  t.strictSame(problems, [])
  t.comment(`${((performance.now() - began) / 1000).toFixed(1)} s, browser included`)
})
