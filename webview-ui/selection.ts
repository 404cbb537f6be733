// What the person has marked: it is not scrolled away, drawn anew or taken off the page.

/** Whether some of what is marked on the page is in `element`. */
export function hasSelection(element: Element): boolean {
  const selection = element.ownerDocument.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
}
