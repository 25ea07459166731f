// Refuses a build whose first page needs more than 340 kB of compressed JavaScript
// with one language: the entry, a list page, the largest language file, and all that
// these import. What is only imported on demand does not count.
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limit = 340_000;
const dist = new URL('../dist/', import.meta.url).pathname;
const record = join(dist, '.vite');
const manifest = JSON.parse(readFileSync(join(record, 'manifest.json'), 'utf8'));
// The record of the build is for this check; nobody needs it served.
rmSync(record, { recursive: true });

const size = (file) =>
  existsSync(`${file}.gz`) ? statSync(`${file}.gz`).size : gzipSync(readFileSync(file)).length;

const files = new Set(['start.js']);
function need(source) {
  const chunk = manifest[source];
  if (!chunk) throw new Error(`${source} is not in the build`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  (chunk.imports ?? []).forEach(need);
}
need('index.html');
need('src/routes/users.tsx');
const languages = ['en', 'de', 'fr'].map((name) => size(join(dist, manifest[`src/texts/${name}/index.ts`].file)));

const total = [...files].reduce((sum, name) => sum + size(join(dist, name)), 0) + Math.max(...languages);
if (process.env.BUDGET_FILES) for (const name of [...files].sort((a, b) => size(join(dist, b)) - size(join(dist, a)))) console.log(size(join(dist, name)), name);
console.log(`first page: ${(total / 1000).toFixed(1)} kB of compressed JavaScript, limit ${limit / 1000} kB`);
if (total > limit) process.exit(1);
