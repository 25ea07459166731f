// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { show } from '../../test/show';
import { columnsOf, type Columns } from './columns';
import { DataTable } from './DataTable';

interface Row {
  id: string;
  name: string;
}
const column = columnsOf<Row>();
const columns: Columns<Row> = [column.accessor('name', { id: 'NAME', header: 'Name', cell: (info) => <a href="#row">{info.getValue()}</a> })];
const rows: Row[] = Array.from({ length: 10_000 }, (_, index) => ({ id: String(index), name: `Row ${index}` }));

// jsdom lays nothing out: the list is as high as a window of a large screen.
beforeAll(() => {
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => 1300 });
  Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, get: () => 1200 });
  Element.prototype.scrollTo = () => undefined;
});

const drawn = () => document.querySelectorAll('[data-index]').length;

test('of 10,000 rows at most 60 are drawn, and people who hear them know how many there are', async () => {
  await show(<DataTable label="People" columns={columns} rows={rows} total={rows.length} card={({ name }) => name} />);
  await waitFor(() => expect(drawn()).toBeGreaterThan(20));
  expect(drawn()).toBeLessThanOrEqual(60);
  expect(screen.getByRole('table', { name: 'People' }).getAttribute('aria-rowcount')).toBe('10001');
});

test('a list that its page does not sort offers no order, and one that it sorts says which', async () => {
  const onSort = vi.fn();
  await show(<DataTable label="People" columns={columns} rows={rows.slice(0, 5)} card={({ name }) => name} />);
  expect(screen.queryByRole('button', { name: 'Name' })).toBeNull();
  await show(<DataTable label="Sorted" columns={columns} rows={rows.slice(0, 5)} sort={{ by: 'NAME', desc: false }} onSort={onSort} card={({ name }) => name} />);
  fireEvent.click(screen.getByRole('button', { name: 'Name' }));
  expect(onSort).toHaveBeenCalledWith({ by: 'NAME', desc: true });
});

test('the totals stand below the rows', async () => {
  await show(<DataTable label="People" columns={columns} rows={rows} foot={{ id: 'total', name: 'Total' }} card={({ name }) => name} />);
  expect(screen.getAllByRole('rowgroup').at(-1)?.textContent).toBe('Total');
});
