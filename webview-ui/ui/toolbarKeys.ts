// The keys of a toolbar: it is one stop of the Tab key, and the arrow keys go from button to button.

/**
 * Left, Right, Home and End in anything with the role `toolbar` below the element this listens on; Alt+Enter on one of its
 * buttons, which presses none by itself, is a press with Alt.
 */
export function handleToolbarKey(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.altKey) {
    if (key !== "Enter" || event.repeat || !target.matches("[role=toolbar] button")) return;
    event.preventDefault();
    target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, altKey: true }));
    return;
  }
  const buttons = [...(target.closest("[role=toolbar]")?.querySelectorAll<HTMLElement>("button") ?? [])];
  const index = buttons.indexOf(target);
  if (index === -1) return;
  const last = buttons.length - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: index === 0 ? last : index - 1,
    ArrowRight: index === last ? 0 : index + 1,
    Home: 0,
    End: last,
  };
  const next = buttons[steps[key] ?? -1];
  if (!next) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}
