import { expect, test } from 'vitest';
import { columnsOf, type Columns } from './columns';
import { tableOf } from './useListFile';

interface Row {
  id: string;
  name: string;
  active: boolean;
  seen: string | null;
}
const column = columnsOf<Row>();
const columns: Columns<Row> = [
  column.accessor('name', { id: 'NAME', header: 'Name' }),
  column.accessor((row) => row.active, { id: 'ACTIVE', header: 'Status', meta: { track: '1fr', text: (active: boolean) => (active ? 'Active' : 'Inactive') } }),
  column.accessor('seen', { id: 'SEEN', header: 'Seen' }),
  column.display({ id: 'MENU', header: 'Menu', meta: { track: '40px', controls: true } }),
];

test('a file has the words of the list, and no controls', () => {
  const rows = [
    { id: '1', name: 'Ann Roy', active: true, seen: null },
    { id: '2', name: 'Bob Ito', active: false, seen: '2026-03-03' },
  ];
  expect(tableOf(columns, rows)).toEqual({
    heading: ['Name', 'Status', 'Seen'],
    lines: [
      ['Ann Roy', 'Active', ''],
      ['Bob Ito', 'Inactive', '2026-03-03'],
    ],
  });
});
