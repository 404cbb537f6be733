// The small extensions beside this file, packaged once: packaging takes a second and gives other bytes each time.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installOnce } from "./installOnce.ts";
import { cacheDir } from "./paths.ts";
import { createVsix } from "./vsix.ts";

/** The folders beside this file. */
export type HelperExtension = "acceptAnywhere" | "changeSettings" | "doesNothing" | "openChatOnStart" | "toolsOfOthers";

/** Resolves to the package of that extension as it is now. */
export async function helperExtension(name: HelperExtension): Promise<string> {
  const source = join(import.meta.dirname, name);
  const hash = createHash("sha256");
  for (const file of readdirSync(source).sort()) hash.update(file).update(readFileSync(join(source, file)));
  const folder = join(cacheDir, "helpers", name);
  const file = join(folder, `${name}.vsix`);
  await installOnce(folder, `${name} ${hash.digest("hex")}, recipe 1`, async () => {
    await createVsix(source, file, ["--skip-license", "--allow-star-activation"]);
  });
  return file;
}
