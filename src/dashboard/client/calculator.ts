// Updates the landing page's calculator while numbers are typed.
import { redraw } from './lib/redraw.js'

const form = document.querySelector<HTMLFormElement>('#calculator')
if (form !== null) redraw(form)
