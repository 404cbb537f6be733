// The floor of what drawing a growing answer can cost: a bare view that appends the same text as text nodes in the same
// rhythm. Scripts for pages, as text: the tests know no DOM.

/** What the host gathers in one go, and how long it gathers: 8 characters every 2 ms. */
const rhythm = { pieceSize: 120, intervalMs: 30 };

/** Gives `text` to the page's `window.take` piece by piece, and then calls `window.end`. */
export function stream(text: string): string {
  return `(async ({ source, pieceSize, intervalMs }) => {
    const start = performance.now();
    for (let at = 0, n = 1; at < source.length; at += pieceSize, n++) {
      window.take(source.slice(at, at + pieceSize));
      await new Promise((resolve) => setTimeout(resolve, start + n * intervalMs - performance.now()));
    }
    window.end();
  })(${JSON.stringify({ source: text, ...rhythm })})`;
}

/**
 * Covers the page with a bare view that has the two: a block a line, the text appended to the last one in the next frame,
 * the end kept in sight. `window.end` leaves it there, `window.uncover` takes it off.
 */
export const drawBare = `(() => {
  const view = document.body.appendChild(document.createElement("div"));
  Object.assign(view.style, { position: "fixed", inset: "0", overflowY: "auto", contain: "strict" });
  let waiting = "";
  let line = view.appendChild(document.createElement("div"));
  const draw = () => {
    for (const [index, text] of waiting.split("\\n").entries()) {
      if (index > 0) line = view.appendChild(document.createElement("div"));
      if (text) line.append(text);
    }
    waiting = "";
    view.scrollTop = view.scrollHeight;
  };
  window.take = (text) => {
    if (waiting === "") requestAnimationFrame(draw);
    waiting += text;
  };
  window.end = () => {};
  window.uncover = () => view.remove();
})()`;
