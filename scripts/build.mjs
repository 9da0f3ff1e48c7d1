// Bundles the app, Ink and React into dist/ (importing them file by file costs
// three times the CPU at start). node-llama-cpp stays outside: it finds its
// native libraries by its own place in node_modules.
import { build } from 'esbuild';

await build({
  entryPoints: { 'torment-nexus': 'src/app/main.ts' },
  outdir: 'dist',
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
  // Ink asks for the devtools only under DEV=true; they are a megabyte.
  alias: { 'react-devtools-core': './scripts/no-devtools.mjs' },
  define: { 'process.env.NODE_ENV': '"production"' },
  // CommonJS dependencies inside an ES module bundle still call require().
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
