// Redraws the badge while the form is filled in.
import { redraw } from './lib/redraw.js'

const form = document.querySelector<HTMLFormElement>('#designer')
if (form !== null) redraw(form)
