// Builds what the launcher starts: src/ into dist/.
import { readFileSync, rmSync } from 'node:fs';
import { bundle } from './bundle.mjs';

// What an earlier build left would travel with the package.
rmSync('dist', { recursive: true, force: true });
const { metafile } = await bundle({ 'torment-nexus': 'src/app/main.ts' }, 'dist');

// V8 keeps a source with a character beyond Latin-1 in two bytes a character: that was
// 0.7 MB. esbuild escapes such characters everywhere but in regular expressions.
for (const file of Object.keys(metafile.outputs)) {
  if (/\.js$/.test(file) && /[^\0-\xff]/.test(readFileSync(file, 'utf8'))) {
    throw new Error(`${file} is not Latin-1: write \\u escapes in its regular expressions`);
  }
}
