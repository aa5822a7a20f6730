import type { ComponentChildren } from 'preact'
import { may, type Right } from '../../auth/access.js'
import { useView } from '../view.js'

/** What leads to a form, shown to people whose key may send it. */
export function IfMay({ right, children }: { right: Right; children: ComponentChildren }) {
  const { viewer } = useView()
  return viewer !== null && may(viewer, right) ? children : null
}
