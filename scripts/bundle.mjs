import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

/** A plugin that changes one file on its way into the bundle. */
const edited = (filter, edit) => ({
  name: `edited ${filter}`,
  setup: ({ onLoad }) => {
    onLoad({ filter }, ({ path }) => ({ contents: edit(readFileSync(path, 'utf8')) }));
  },
});

// Yoga would fetch its own data: address, and Node load its HTTP client for that.
const yogaWithoutFetch = edited(
  /yoga-wasm-base64-esm\.js$/,
  (source) => `const fetch = undefined;\n${source}`,
);

// meow would bring all licences there are, to tidy up a package.json that needs none of it.
const meowWithoutLicenses = edited(/meow\/build\/dependencies\.js$/, (source) => {
  const contents = source.replace('= requireNormalize();', '= () => undefined;');
  if (contents === source) throw new Error('this meow tidies up elsewhere');
  return contents;
});

/**
 * Bundles programs with Ink and React: importing them file by file costs three times the CPU
 * at start. node-llama-cpp stays outside: it finds its native libraries by its own place in
 * node_modules.
 *
 * @param entryPoints by their names in `outdir`
 */
export function bundle(entryPoints, outdir) {
  return build({
    entryPoints,
    outdir,
    metafile: true,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    jsx: 'automatic',
    minify: true,
    legalComments: 'linked',
    logLevel: 'warning',
    external: ['node-llama-cpp'],
    plugins: [meowWithoutLicenses, yogaWithoutFetch],
    // Ink asks for the devtools only under DEV=true; they are a megabyte.
    alias: {
      'react-devtools-core': './scripts/no-devtools.mjs',
      'string-width': './scripts/narrow-string-width.cjs',
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    // CommonJS dependencies inside an ES module bundle still call require().
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}
