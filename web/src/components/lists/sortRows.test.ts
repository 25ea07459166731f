import { expect, test } from 'vitest';
import { columnsOf, type Columns } from './columns';
import { sortRows } from './sortRows';

interface Row {
  name: string;
  load: number | null;
}
const column = columnsOf<Row>();
const columns: Columns<Row> = [column.accessor('name', { id: 'NAME' }), column.accessor((row) => row.load, { id: 'LOAD' }), column.display({ id: 'MENU' })];
const rows: Row[] = [
  { name: 'Émile', load: 9 },
  { name: 'Zoé', load: null },
  { name: 'eva', load: 10 },
  { name: 'Ärne', load: 9 },
];
const names = (by: string, desc = false) => sortRows(rows, columns, { by, desc }, 'de-DE').map(({ name }) => name);

test('words are sorted as the language does', () => {
  expect(names('NAME')).toEqual(['Ärne', 'Émile', 'eva', 'Zoé']);
  expect(names('NAME', true)).toEqual(['Zoé', 'eva', 'Émile', 'Ärne']);
});

test('figures are sorted by size, equal ones keep their places, and what is empty is last', () => {
  expect(names('LOAD')).toEqual(['Émile', 'Ärne', 'eva', 'Zoé']);
  expect(names('LOAD', true)).toEqual(['eva', 'Émile', 'Ärne', 'Zoé']);
});

test.each([['GONE'], ['MENU']])('the column %s sorts nothing', (by) => expect(names(by)).toEqual(rows.map(({ name }) => name)));
