// Character references: `&lt;` in Markdown stands for `<`.

const decoder = document.createElement("textarea");

/** The text that HTML stands for. A textarea's content is text: nothing in it is fetched or run. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  decoder.innerHTML = text.replaceAll("<", "&lt;");
  return decoder.textContent ?? "";
}

const reference = /&(?:#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);/g;

/** `text` with its references read, as HTML reads them in a text or in an attribute. Other ampersands stay. */
export function characterReferences(text: string, place: "text" | "attribute" = "text"): string {
  if (!text.includes("&")) return text;
  return text.replace(reference, (source) => {
    const decoded = decodeEntities(source);
    // Of `&notit;` HTML reads the first three letters, but not in an attribute.
    const isPart = decoded.length > 1 && decoded.endsWith(";");
    return isPart && place === "attribute" ? source : decoded;
  });
}
