import { expect, test } from 'vitest';
import { formatsOf } from '../../services/format';
import type { KeyRow } from '../../services/keys';
import type { Names } from '../../services/names';
import { tableOf } from '../lists/useListFile';
import { keyColumns } from './keyColumns';

const t = ((key: string, values?: { day?: string }) => [key, values?.day].filter(Boolean).join(' ')) as never;
const names = { role: (name: string) => name } as Names;
const columns = keyColumns({ t, formats: formatsOf('en'), names }, () => undefined).filter(({ id }) => id === 'ENDS');
const key = (part: Partial<KeyRow>) => ({ revokedAt: null, expiresAt: null, ...part }) as KeyRow;

test.each<[string, Partial<KeyRow>, RegExp]>([
  ['revoked', { revokedAt: '2026-03-03T17:00:00Z', expiresAt: '2026-09-09T17:00:00Z' }, /^apiKeys\.revokedOn .*2026/],
  ['that will expire', { expiresAt: '2026-09-09T17:00:00Z' }, /^(?!apiKeys).*2026/],
  ['without an end', {}, /^apiKeys\.never$/],
])('the file says of a key %s how it ends', (_, part, want) => {
  const { lines } = tableOf(columns, [key(part)]);
  expect(lines).toEqual([[expect.stringMatching(want)]]);
});
