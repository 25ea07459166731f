import { expect, test } from 'vitest';
import { columnsOf, type Columns } from './columns';
import { findRows } from './findRows';

interface Row {
  name: string;
  state: 'ON' | 'OFF';
}
const column = columnsOf<Row>();
const columns: Columns<Row> = [
  column.accessor('name', { id: 'NAME', header: 'Name' }),
  column.accessor('state', { id: 'STATE', header: 'State', meta: { track: '1fr', text: (state: Row['state']) => (state === 'ON' ? 'Aktiv' : 'Aus') } }),
];
const rows: Row[] = [{ name: 'Échéancier', state: 'ON' }, { name: 'Loan origination', state: 'OFF' }, { name: 'Loan archive', state: 'ON' }];

test.each([
  [undefined, 3],
  ['  ', 3],
  ['echeancier', 1],
  ['LOAN', 2],
  ['loan aktiv', 1],
  ['origination loan', 1],
  // What a list says is found, not the code behind it.
  ['OFF', 0],
  ['nothing of the kind', 0],
])('%s finds %i', (search, found) => {
  expect(findRows(rows, columns, search)).toHaveLength(found);
});
