import { useTranslation } from 'react-i18next';
import { csvOf, saveFile } from '../../services/csv';
import type { Pages } from '../../services/pages';
import { textOf } from './cellText';
import type { Columns } from './columns';

/** The lines of a file: heading, and a line for each row, of the columns that hold values. */
export function tableOf<Row extends object>(columns: Columns<Row>, rows: readonly Row[]): { heading: string[]; lines: string[][] } {
  const written = columns.filter((column) => !column.meta?.controls && ('accessorFn' in column || 'accessorKey' in column));
  return {
    heading: written.map(({ header, id }) => (typeof header === 'string' ? header : (id ?? ''))),
    lines: rows.map((row) => written.map((column) => textOf(column, row))),
  };
}

/** Writes a list as it is shown (filters, order, columns) to its end, and says what became of it. */
export function useListFile<Row extends object>(name: string, list: Pick<Pages<Row>, 'rows' | 'everything'>, columns: Columns<Row>) {
  const { t } = useTranslation();
  return async (): Promise<string> => {
    const all = list.everything ? await list.everything() : { rows: list.rows, cut: false };
    if (!all) return t('lists.exportFailed');
    const { heading, lines } = tableOf(columns, all.rows);
    saveFile(`${name}.csv`, csvOf(heading, lines));
    return all.cut ? t('lists.exportCut', { count: all.rows.length }) : t('lists.exported', { count: all.rows.length });
  };
}
