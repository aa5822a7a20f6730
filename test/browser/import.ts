// A file of more links than one request makes, dropped on the page: it goes on by itself.
import t from 'tap'
import { chromium, logIn, openWindow } from '../fixtures/chromium.js'
import { adminKey, service } from '../fixtures/service.js'

t.test('a long file is imported with one press, and an analytics file shows its influence', async t => {
  const running = await service(t)
  const window = await openWindow(await chromium(t), running.context.config.baseUrl)
  const { page, problems } = window
  await logIn(window, adminKey)
  await page.goto('/app/import')
  const press = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click()

  const lines = Array.from({ length: 5_003 }, (_, n) => `many-${n},https://example.com/${n}`)
  const text = ['slug,url', ...lines].join('\n')
  await page.locator('form.import').evaluate((form, text) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([text], 'links.csv', { type: 'text/csv' }))
    form.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, text)
  await press('Preview')
  await page.getByText('links would be new').waitFor()
  await press('Import now')
  await page.getByRole('heading', { name: 'Imported' }).waitFor({ timeout: 120_000 })
  t.match(await page.locator('#outcome').textContent(), /5,003links new0links already there/)

  const id = String(BigInt(Date.now() - 86_400_000 - 1_288_834_974_657) << 22n)
  const row = `${id},Hello,https://x.com/me/status/${id},3000,12`
  await page.getByLabel('Or paste it').fill(`Post id,Post text,Post Link,Impressions,URL Clicks\n${row}\n`)
  await page.getByLabel('Followers now').fill('600')
  await press('Preview')
  await page.getByText('tweet would be new').waitFor()
  await press('Import now')
  await page.getByText('X reports 12 link clicks on 1 tweet: 2.0 % of the followers.').waitFor()
  t.strictSame(problems, [])
})
