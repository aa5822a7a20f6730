/** Highlights a number that has just changed. */
export function arrive(place: HTMLElement): void {
  place.classList.remove('arrived')
  // Reading the layout in between makes the browser restart the animation.
  void place.offsetWidth
  place.classList.add('arrived')
}
