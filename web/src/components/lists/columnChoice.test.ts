import { expect, test } from 'vitest';
import { hiddenOf } from '../../services/hidden';
import { hideable, shownColumns, withColumn } from './columnChoice';
import { columnsOf, type Columns } from './columns';

const column = columnsOf<{ id: string; email: string }>();
const columns: Columns<{ id: string; email: string }> = [
  column.accessor('id', { id: 'ID' }),
  column.accessor('email', { id: 'EMAIL' }),
  column.display({ id: 'MENU', meta: { track: '40px', controls: true } }),
];
const ids = (some: typeof columns) => some.map(({ id }) => id);

test('the name of a row and its controls stay', () => {
  expect(ids(hideable(columns))).toEqual(['EMAIL']);
  expect(ids(shownColumns(columns, 'ID,EMAIL,MENU,GONE'))).toEqual(['ID', 'MENU']);
  expect(ids(shownColumns(columns, undefined))).toEqual(['ID', 'EMAIL', 'MENU']);
});

test('a column is hidden once, and shown again', () => {
  expect(withColumn(undefined, 'EMAIL', false)).toBe('EMAIL');
  expect(withColumn('EMAIL', 'EMAIL', false)).toBe('EMAIL');
  expect(withColumn('EMAIL,SOURCE', 'EMAIL', true)).toBe('SOURCE');
  expect(withColumn('EMAIL', 'EMAIL', true)).toBeUndefined();
});

test.each([['EMAIL'], ['EMAIL,SOURCE']])('the address %s hides columns', (value) => expect(hiddenOf(value)).toBe(value));
test.each([[''], [','], [3], [undefined], ['a b']])('the address %s hides nothing', (value) => expect(hiddenOf(value)).toBeUndefined());
