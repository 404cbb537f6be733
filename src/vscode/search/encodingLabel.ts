// VS Code's names of encodings as the Encoding Standard has them, which is what ripgrep reads.

/** Those whose names are made in no common way. */
const labels: Readonly<Record<string, string>> = {
  shiftjis: "shift_jis",
  eucjp: "euc-jp",
  euckr: "euc-kr",
  koi8r: "koi8-r",
  koi8u: "koi8-u",
  macroman: "macintosh",
  big5hkscs: "big5-hkscs",
  gb2312: "gbk",
  gbk: "gbk",
  gb18030: "gb18030",
  utf16le: "utf-16le",
  utf16be: "utf-16be",
};

/** The label of what `files.encoding` says; undefined for UTF-8, and for what the standard does not have. */
export function encodingLabel(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const [, windows] = /^windows(125\d|874)$/.exec(name) ?? [];
  if (windows !== undefined) return `windows-${windows}`;
  const [, iso] = /^iso8859(\d{1,2})$/.exec(name) ?? [];
  if (iso !== undefined) return iso === "11" ? "windows-874" : `iso-8859-${iso}`;
  return labels[name];
}
