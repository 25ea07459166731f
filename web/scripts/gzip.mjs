// Writes a compressed twin beside each text asset of the build; the binary serves
// it as it is. Twins of the same input have the same bytes: gzip gets no time.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;
const text = /\.(js|css|svg|json)$/;

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !text.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const body = readFileSync(file);
  const twin = gzipSync(body, { level: 9 });
  if (twin.length < body.length * 0.9) writeFileSync(`${file}.gz`, twin);
}
