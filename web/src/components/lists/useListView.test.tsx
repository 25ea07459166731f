// @vitest-environment jsdom
import { renderHook } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { saveFile } from '../../services/csv';
import { wholeList, type Pages } from '../../services/pages';
import { columnsOf, type Columns } from './columns';
import { useListView } from './useListView';

vi.mock('../../services/csv', async (original) => ({ ...(await original<object>()), saveFile: vi.fn() }));
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key, i18n: { language: 'en' } }) }));
afterEach(() => vi.mocked(saveFile).mockClear());

interface Row {
  id: string;
  name: string;
}
const columns: Columns<Row> = [columnsOf<Row>().accessor('name', { id: 'NAME', header: 'Name' })];
const loaded = wholeList<Row>([{ id: '1', name: 'Zoe' }, { id: '2', name: 'Ann' }]);
const unread = () => Promise.resolve(null);

function view(list: Pages<Row>) {
  const { result } = renderHook(() => useListView({ page: 'keys', list, columns, search: { by: 'NAME' }, onChange: () => undefined }));
  const tools = result.current.tools as ReactElement<{ onExport(): Promise<string> }>;
  return { ...result.current, write: tools.props.onExport };
}

test('a list that is here as a whole is sorted, and its file has what is shown', async () => {
  const { rows, onSort, write } = view({ ...loaded, everything: unread });
  expect(rows.map(({ name }) => name)).toEqual(['Ann', 'Zoe']);
  expect(onSort).toBeDefined();
  expect(await write()).toBe('lists.exported');
  expect(saveFile).toHaveBeenCalledWith('keys.csv', '\uFEFFName\r\nAnn\r\nZoe\r\n');
});

test('no heading and no cell of a file is a formula', async () => {
  const list = wholeList<Row>(['=1+1', '+1', '-1', '@ref', '\tcmd'].map((name, id) => ({ id: String(id), name })));
  const column = columnsOf<Row>();
  const risky: Columns<Row> = [column.accessor('id', { id: 'ID', header: '=ID' }), column.accessor('name', { id: 'NAME', header: 'Name', meta: { track: '1fr', text: (name: string) => name } })];
  const { result } = renderHook(() => useListView({ page: 'keys', list, columns: risky, search: {}, onChange: () => undefined }));
  await (result.current.tools as ReactElement<{ onExport(): Promise<string> }>).props.onExport();
  expect(saveFile).toHaveBeenCalledWith('keys.csv', "\uFEFF'=ID,Name\r\n0,'=1+1\r\n1,'+1\r\n2,'-1\r\n3,'@ref\r\n4,'\tcmd\r\n");
});

test.each<[string, Partial<Pages<Row>>]>([
  ['more is to come', { hasMore: true }],
  ['a page is on its way', { loading: true }],
  ['a page failed', { trouble: { kind: 'offline' } }],
  ['the rows are those of another search', { outdated: true }],
  ['another search failed', { outdated: true, trouble: { kind: 'broken', reference: 'req_9' } }],
])('%s: no part of the list passes for the whole', async (_, part) => {
  const { rows, onSort, write } = view({ ...loaded, ...part, everything: unread });
  expect(rows.map(({ name }) => name)).toEqual(['Zoe', 'Ann']);
  expect(onSort).toBeUndefined();
  expect(await write()).toBe('lists.exportFailed');
  expect(saveFile).not.toHaveBeenCalled();
});

test('the file of a long list that is searched has what is found in all of it', async () => {
  const everything = () => Promise.resolve({ rows: [...loaded.rows, { id: '3', name: 'Zoltan' }], cut: false });
  const list = { ...loaded, hasMore: true, everything };
  const { result } = renderHook(() => useListView({ page: 'keys', list, columns, search: { q: 'zo' }, onChange: () => undefined, finds: true }));
  await (result.current.tools as ReactElement<{ onExport(): Promise<string> }>).props.onExport();
  expect(saveFile).toHaveBeenCalledWith('keys.csv', '\uFEFFName\r\nZoe\r\nZoltan\r\n');
});
