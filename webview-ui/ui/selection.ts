// What the person has marked: it is not scrolled away, drawn anew or taken off the page.

/** Whether some of what is marked on the page is in `element`. */
export function hasSelection(element: Element): boolean {
  const selection = element.ownerDocument.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return false;
  return selection.getRangeAt(0).intersectsNode(element);
}
