/** How long a file plays, in ms; undefined when this browser cannot tell. Only its head is read, nothing is played. */
export function mediaDuration(bytes: Uint8Array<ArrayBuffer>, mimeType: string): Promise<number | undefined> {
  const url = URL.createObjectURL(new Blob([bytes], { type: mimeType }));
  const element = document.createElement(mimeType.startsWith("video/") ? "video" : "audio");
  element.preload = "metadata";
  return new Promise<number | undefined>((resolve) => {
    element.addEventListener("loadedmetadata", () => {
      const { duration } = element;
      resolve(Number.isFinite(duration) ? Math.round(duration * 1000) : undefined);
    });
    // A format it has no decoder for can still be sent.
    element.addEventListener("error", () => resolve(undefined));
    element.src = url;
  }).finally(() => {
    element.removeAttribute("src");
    URL.revokeObjectURL(url);
  });
}
