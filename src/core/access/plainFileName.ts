/** What HFS+ leaves out of names: `.g\u200cit` is `.git` there. */
const ignored = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * The name that the laxest disk takes `name` for: in lower case, in one form of Unicode, without what Windows leaves off its
 * end (dots, spaces, the name of a stream). Spaces in front are left off too: nobody sees them.
 */
export function plainFileName(name: string): string {
  const [beforeStream = ""] = name.replace(ignored, "").normalize("NFKC").split(":");
  return beforeStream
    .toLowerCase()
    .trimStart()
    .replace(/[. ]+$/, "");
}
