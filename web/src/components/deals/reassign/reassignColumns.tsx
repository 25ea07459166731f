import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { moved, type MovedLine } from '../../../services/moves';
import { Status } from '../../Status';
import { columnsOf, type Columns } from '../../lists/columns';

const column = columnsOf<MovedLine>();

/** In words: who takes a deal, that it waits, or why it stays. */
export function useFate(): (line: MovedLine) => string {
  const { t } = useTranslation();
  return useCallback(
    (line) => {
      if (line.reason) return line.reason;
      if (!line.from && !line.to) return t('reassign.unowned');
      if (!moved(line)) return t('reassign.same');
      return line.to?.name ?? t('reassign.waits');
    },
    [t],
  );
}

export function reassignColumns(t: TFunction<'console'>, fate: (line: MovedLine) => string): Columns<MovedLine> {
  return [
    column.accessor('reference', { id: 'REFERENCE', header: t('reassign.deal'), meta: { track: 'minmax(110px, 0.8fr)' } }),
    column.accessor((line) => line.from?.name ?? t('deals.unassigned'), { id: 'FROM', header: t('reassign.from'), meta: { track: 'minmax(130px, 1fr)' } }),
    column.accessor(fate, {
      id: 'TO',
      header: t('reassign.to'),
      cell: ({ row: { original: line } }) => <Status tone={moved(line) ? (line.to ? 'good' : 'warn') : line.reason ? 'bad' : 'quiet'}>{fate(line)}</Status>,
      meta: { track: 'minmax(220px, 2fr)' },
    }),
  ];
}
