// The licences of the libraries that are bundled into dist/, as these licences ask.
import { readdirSync, readFileSync } from "node:fs";

/** The text of the notices for everything that the builds of `metafiles` (esbuild's) took in. */
export function noticesOf(metafiles) {
  const folders = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
      .filter((folder) => folder !== undefined),
  );
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
    const texts = files.sort().map((file) => readFileSync(`${folder}/${file}`, "utf8").trim());
    // A package without a licence file names its author and licence in package.json alone.
    const by = texts.length > 0 ? texts.join("\n\n") : `By ${author?.name ?? author ?? "its authors"}.`;
    return `${name} ${version} (${license})\n\n${by}`;
  });
  return `MiMo Assistant contains these libraries.\n\n${notices.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
