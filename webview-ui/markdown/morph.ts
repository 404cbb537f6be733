// Brings a drawn block to look like a newly rendered one by changing only what differs, so that text which stays is not
// laid out again and a selection in it survives.

/** Makes `live` equal to `next`; returns the node that is in the page afterwards (`next` itself when it had to go in). */
export function morph<T extends ChildNode>(live: T, next: T): T {
  if (live.isEqualNode(next)) return live;
  if (live instanceof Text && next instanceof Text) {
    if (next.data.startsWith(live.data)) live.appendData(next.data.slice(live.data.length));
    else live.data = next.data;
    return live;
  }
  if (!(live instanceof Element && next instanceof Element) || live.tagName !== next.tagName) {
    live.replaceWith(next);
    return next;
  }
  morphAttributes(live, next);
  morphChildren(live, next);
  return live;
}

function morphAttributes(live: Element, next: Element): void {
  for (const { name } of [...live.attributes]) if (!next.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of next.attributes) {
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}

function morphChildren(live: Element, next: Element): void {
  const incoming = [...next.childNodes];
  const present = [...live.childNodes];
  incoming.forEach((child, index) => {
    const old = present[index];
    if (old) morph(old, child);
    else live.append(child);
  });
  for (const extra of present.slice(incoming.length)) extra.remove();
}
