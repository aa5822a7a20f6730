// From the login to a made link without a mouse.
import t from 'tap'
import { chromium, openWindow, type Window } from '../fixtures/chromium.js'
import { adminKey, service } from '../fixtures/service.js'

const running = await service(t)
const program = await chromium(t)

/** The name of the element that has the focus, and whether one sees that it has it. */
function focused({ page }: Window): Promise<{ name: string; visible: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement
    const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label')
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return {
      name: (label ?? element.textContent ?? '').trim(),
      visible: outlineStyle !== 'none' && outlineWidth !== '0px',
    }
  })
}

/** Presses Tab until the element of that name has the focus; resolves to the names on the way. */
async function tabTo(window: Window, name: string): Promise<string[]> {
  const passed: string[] = []
  while (passed.length < 60) {
    await window.page.keyboard.press('Tab')
    const found = await focused(window)
    if (!found.visible) throw new Error(`Nothing shows that "${found.name}" has the focus.`)
    if (found.name === name) return passed
    passed.push(found.name)
  }
  throw new Error(`"${name}" was not reached by Tab, but ${passed.join(', ')}.`)
}

t.test('a link is made by keyboard alone', async t => {
  const window = await openWindow(program, running.context.config.baseUrl)
  const { page, problems } = window
  await page.goto('/login')
  t.strictSame((await tabTo(window, 'API key'))[0], 'Skip to the content')
  await page.keyboard.type(adminKey)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/app')

  await tabTo(window, 'Where the link leads')
  await page.keyboard.type('https://example.com/by-keyboard')
  await tabTo(window, 'Who tweets it')
  await page.keyboard.type('@typist')
  await tabTo(window, 'Shorten')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Your link is ready' }).waitFor()

  await tabTo(window, 'Your short link')
  t.match(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), /^http\S+\/\w{7}$/)
  t.strictSame(problems, [])
})

t.test('"Skip to the content" leads past the header', async t => {
  const window = await openWindow(program, running.context.config.baseUrl)
  await window.page.goto('/login')
  await tabTo(window, 'Skip to the content')
  await window.page.keyboard.press('Enter')
  t.strictSame(await tabTo(window, 'API key'), [])
})
