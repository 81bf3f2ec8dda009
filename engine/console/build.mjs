// Builds dist/. Every file but the page carries the hash of its bytes in its name,
// so that a client may keep it for good; the same sources give the same bytes.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const made = await build({
  entryPoints: ["src/main.tsx", "src/style.css"],
  bundle: true, minify: true, write: false, outdir: "dist",
  format: "esm", target: "es2022", charset: "utf8", legalComments: "none",
  jsx: "automatic", jsxImportSource: "preact",
});
const files = new Map(made.outputFiles.map((f) => [f.path.split("/").pop(), Buffer.from(f.contents)]));
files.set("icon.svg", await readFile("src/icon.svg"));

let page = await readFile("src/index.html", "utf8");
await rm("dist", { recursive: true, force: true });
await mkdir("dist");
for (const [name, bytes] of files) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const hashed = name.replace(/\.(\w+)$/, `-${hash}.$1`);
  page = page.replace(`@${name}@`, `/console/${hashed}`);
  await writeFile(`dist/${hashed}`, bytes);
}
await writeFile("dist/index.html", page);
