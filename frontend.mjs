// Builds the front-end files into var/frontend/, where Django's static files look for them:
//   css/kampung.css          Bootstrap (only the parts used) and our own styles
//   css/kampung-hall.css     the screen in the hall, the device for numbers, number slips
//   icons/sprite.svg         the icons named below
//   js/kampung.js            small improvements on every page
//   js/kampung-charts.js     charts, on dashboard pages only
// Run with `npm run build`; safe to run again. `npm run build -- --watch` rebuilds on change.

import { mkdir, readFile, rm, watch, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compileAsync } from "sass";

const root = dirname(fileURLToPath(import.meta.url));
const out = join(root, "var", "frontend");

// An icon is used as {% icon "house" %}.
// Names are those of Bootstrap Icons; add one here and rebuild.
const ICONS = `
  airplane arrow-clockwise arrow-left arrow-right arrow-up-right award bag bandaid bank bar-chart book
  box-arrow-right box-arrow-up-right briefcase building calendar-check calendar-event calendar-plus
  calendar-x camera cash-coin chat-dots check-circle check-lg chevron-down chevron-left chevron-right circle
  clipboard-check clock clock-history door-open download envelope exclamation-circle exclamation-triangle eye
  eye-slash file-earmark-spreadsheet file-earmark-text filter fingerprint gear geo-alt
  globe-asia-australia graph-up heartbreak house house-door house-heart hourglass-split image inbox
  info-circle journal-text key life-preserver list list-check lock map megaphone mortarboard moon
  newspaper paperclip passport patch-check pencil piggy-bank people person person-badge person-check person-heart
  person-plus person-vcard person-x phone plus-lg printer qr-code question-circle search send share
  shield-check shield-exclamation shield-lock shop signpost-split slash-circle tag telephone telephone-x three-dots tools trash
  translate truck upload wallet2 whatsapp wifi-off x-circle
`.trim().split(/\s+/);

async function write(name, text) {
  const target = join(out, name);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
  console.log(`${name}  ${(Buffer.byteLength(text) / 1024).toFixed(1)} KB`);
}

async function styles() {
  for (const name of ["kampung", "kampung-hall"]) await sheet(name);
}

async function sheet(name) {
  const result = await compileAsync(join(root, `static/scss/${name}.scss`), {
    style: "compressed",
    loadPaths: [join(root, "node_modules")],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  await write(`css/${name}.css`, result.css);
}

async function icons() {
  const symbols = await Promise.all(
    ICONS.map(async (name) => {
      const svg = await readFile(join(root, "node_modules/bootstrap-icons/icons", `${name}.svg`), "utf8");
      const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
      return `<symbol id="${name}" viewBox="0 0 16 16">${body}</symbol>`;
    }),
  );
  await write("icons/sprite.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

async function scripts() {
  const result = await build({
    entryPoints: {
      "js/kampung": join(root, "static/js/app.js"),
      "js/kampung-charts": join(root, "static/js/charts.js"),
    },
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2020"],
    legalComments: "none",
    sourcemap: false,
    write: false,
    logLevel: "warning",
  });
  for (const file of result.outputFiles) await write(file.path.slice(out.length + 1), file.text);
}

async function all() {
  await Promise.all([styles(), icons(), scripts()]);
}

await rm(out, { recursive: true, force: true });
await all();

if (process.argv.includes("--watch")) {
  for await (const { filename } of watch(join(root, "static"), { recursive: true })) {
    if (/\.(scss|js)$/.test(filename ?? "")) await all().catch((error) => console.error(error.message));
  }
}
