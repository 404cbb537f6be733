// What has the focus stays in sight when less of the page is shown: the player, a list or a growing text takes room below.

/** Watches the height of `scroller`. Returns what stops that. */
export function keepFocusInSight(scroller: HTMLElement): () => void {
  if (typeof ResizeObserver === "undefined") return () => undefined;
  let height = scroller.clientHeight;
  const observer = new ResizeObserver(() => {
    const before = height;
    height = scroller.clientHeight;
    const { activeElement } = scroller.ownerDocument;
    if (height >= before || !activeElement || !scroller.contains(activeElement)) return;
    const bottom = activeElement.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top;
    // Who has scrolled away from it is left where they are.
    if (bottom > height && bottom <= before + 1) scroller.scrollTop += bottom - height;
  });
  observer.observe(scroller);
  return () => observer.disconnect();
}
