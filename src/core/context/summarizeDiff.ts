// A diff that fits into a prompt: small files whole, large ones by their first lines and a count.

/** `diff` (unified, as Git prints it) within about `budget` characters; every file keeps its name and its counts. */
export function summarizeDiff(diff: string, budget: number): string {
  if (diff.length <= budget) return diff;
  const files = diff.split(/^(?=diff --git )/m).filter((file) => file.trim() !== "");
  const heads = files.map(headOf);
  const headLength = heads.reduce((sum, { head }) => sum + head.length, 0);
  let left = Math.max(0, budget - headLength);
  // The smallest first: they are whole, and what they leave goes to the large ones.
  const order = files.map((_, index) => index).sort((a, b) => (files[a]?.length ?? 0) - (files[b]?.length ?? 0));
  const bodies = new Map<number, string>();
  order.forEach((index, nth) => {
    const { body } = heads[index] ?? { body: "" };
    const share = Math.floor(left / (order.length - nth));
    const kept = body.length <= share ? body : cutAtLine(body, share);
    bodies.set(index, kept);
    left -= kept.length;
  });
  return heads.map(({ head }, index) => head + (bodies.get(index) ?? "")).join("");
}

function headOf(file: string): { head: string; body: string } {
  const at = file.search(/^@@ /m);
  const body = at === -1 ? "" : file.slice(at);
  const added = body.match(/^\+/gm)?.length ?? 0;
  const removed = body.match(/^-/gm)?.length ?? 0;
  const head = at === -1 ? file : file.slice(0, at);
  return { head: `${head.slice(0, 600).trimEnd()}\n[${added} lines added, ${removed} removed]\n`, body };
}

function cutAtLine(text: string, length: number): string {
  const end = text.lastIndexOf("\n", length);
  return end <= 0 ? "[left out]\n" : `${text.slice(0, end)}\n[cut]\n`;
}
