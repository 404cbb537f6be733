/** Markdown of a given size (10 MB by default): headings, paragraphs, lists, code and tables, one after the other. */
export function hugeText(bytes = 10_000_000): string {
  const parts: string[] = [];
  let length = 0;
  for (let section = 1; length < bytes; section++) {
    const part = `## Section ${section}

This paragraph number ${section} is one of many in a very long reply. It has *emphasis*, some \`inline code\`, and a
[link](https://example.com/${section}), as an answer has, and goes on for a while so that it wraps at any width.

- the first item of list ${section}
- the second item, which is a little longer than the first

\`\`\`ts
export function section${section}(input: string): string {
  return \`\${input}: ${section}\`;
}
\`\`\`

| key | value |
|---|---|
| section | ${section} |

`;
    parts.push(part);
    length += part.length;
  }
  return parts.join("").slice(0, bytes);
}
