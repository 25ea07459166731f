import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Queue } from '../../services/queues';
import figures from '../FigureTable.module.css';
import { PersonLink } from '../PersonLink';
import { useStandIn } from './useStandIn';

/** The table behind the bars. */
export function QueueTable({ queues }: { queues: Queue[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const standIn = useStandIn();
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('queues.title')}>
      <Table className={figures.table} verticalSpacing={5} aria-label={t('queues.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('why.person')}</Table.Th>
            <Table.Th className={figures.number}>{t('queues.load')}</Table.Th>
            <Table.Th className={figures.number}>{t('limits.maxCapacity')}</Table.Th>
            <Table.Th className={figures.number}>{t('queues.owned')}</Table.Th>
            <Table.Th>{t('queues.absence')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {queues.map((queue) => (
            <Table.Tr key={queue.id}>
              <Table.Td>
                <PersonLink id={queue.id} name={queue.name} />
              </Table.Td>
              <Table.Td className={figures.number}>{number(queue.load)}</Table.Td>
              <Table.Td className={figures.number}>{queue.max === null ? t('limits.notSet') : number(queue.max)}</Table.Td>
              <Table.Td className={figures.number}>{number(queue.owned)}</Table.Td>
              <Table.Td>{standIn(queue) || '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
