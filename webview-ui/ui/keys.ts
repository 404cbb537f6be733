// Keys that more than one part of the view knows: those of package.json that a tooltip names, as this machine writes them,
// and what is looked for with.

const isMac = navigator.platform.startsWith("Mac");

/** Those of New Chat. */
export const newChatKeys = isMac ? "⌃⇧⌘M" : "Ctrl+Alt+Shift+M";

/** Whether a key asks for a box to look for something: Ctrl+F, and nothing else held down with it. */
export function isFindKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "f";
}
