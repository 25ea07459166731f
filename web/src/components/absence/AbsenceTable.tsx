import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Absence } from '../../services/absences';
import { daysBetween, type Month } from '../../services/dates';
import { useFormats } from '../../services/format';
import { Status, type Tone } from '../Status';
import figures from '../FigureTable.module.css';
import { PersonLink } from '../PersonLink';

const tones: Record<Absence['state'], Tone> = { SCHEDULED: 'calm', ACTIVE: 'warn', ENDED: 'quiet', CANCELLED: 'quiet' };

/** The table behind the calendar. */
export function AbsenceTable({ month, absences }: { month: Month; absences: readonly Absence[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { date, number } = formats;
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={formats.month(month)}>
      <Table className={figures.table} verticalSpacing={5} aria-label={t('absence.calendar')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('chain.person')}</Table.Th>
            <Table.Th>{t('absence.from')}</Table.Th>
            <Table.Th>{t('absence.to')}</Table.Th>
            <Table.Th className={figures.number}>{t('absence.days')}</Table.Th>
            <Table.Th>{t('absence.delegate')}</Table.Th>
            <Table.Th>{t('deals.column.status')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {absences.map(({ id, user, startDate, endDate, delegate, state }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <PersonLink {...user} />
              </Table.Td>
              <Table.Td>{date(startDate)}</Table.Td>
              <Table.Td>{date(endDate)}</Table.Td>
              <Table.Td className={figures.number}>{number(daysBetween(startDate, endDate))}</Table.Td>
              <Table.Td>{delegate ? <PersonLink {...delegate} /> : t('absence.noDelegate')}</Table.Td>
              <Table.Td>
                <Status tone={tones[state]}>{t(`absence.row.${state}`)}</Status>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
