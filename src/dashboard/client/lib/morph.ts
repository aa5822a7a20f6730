/**
 * Makes an element like another, changing only what differs: focus, selection and scroll positions
 * stay. Folds stay as they are, and what is `data-own` or a chart's drawing is its script's alone.
 * `changed` hears of each element whose own text is another.
 */
export function morph(here: Element, there: Element, changed: (element: Element) => void): void {
  if (here.hasAttribute('data-own')) return
  copyAttributes(here, there)
  if (here.hasAttribute('data-chart')) return
  const old = [...here.childNodes]
  const fresh = [...there.childNodes]
  for (const [n, node] of fresh.entries()) {
    const present = old[n]
    if (present === undefined) here.append(node)
    else if (present.nodeName !== node.nodeName) present.replaceWith(node)
    else if (present instanceof Element) morph(present, node as Element, changed)
    else if (present.nodeValue !== node.nodeValue) {
      present.nodeValue = node.nodeValue
      changed(here)
    }
  }
  for (const node of old.slice(fresh.length)) node.remove()
}

function copyAttributes(here: Element, there: Element): void {
  for (const { name, value } of there.attributes)
    if (name !== 'open' && here.getAttribute(name) !== value) here.setAttribute(name, value)
  for (const { name } of [...here.attributes])
    if (name !== 'open' && !there.hasAttribute(name)) here.removeAttribute(name)
}
