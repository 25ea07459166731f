import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatOf, importColumns } from './importFile';

test.each([
  ['people.csv', 'CSV'],
  ['people.JSONL', 'JSONL'],
  ['people.ndjson', 'JSONL'],
  ['people', 'CSV'],
])('%s is read as %s', (name, want) => expect(formatOf(name)).toBe(want));

test('the empty file has the columns that the server reads', () => {
  const source = readFileSync('../directory/job/roster/record.go', 'utf8');
  const declared = /columns = \[\]string\{([^}]*)\}/.exec(source)?.[1] ?? '';
  expect([...declared.matchAll(/"(\w+)"/g)].map(([, name]) => name)).toEqual([...importColumns]);
});
