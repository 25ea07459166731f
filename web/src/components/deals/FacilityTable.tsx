import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Facility } from '../../services/deal';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import classes from '../FigureTable.module.css';

/** The parts of what is lent. */
export function FacilityTable({ facilities }: { facilities: readonly Facility[] }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const names = useNames();
  return (
    <Table className={classes.table} verticalSpacing={5} horizontalSpacing={0} mb="sm" aria-label={t('deal.facilities')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('deal.facilities')}</Table.Th>
          <Table.Th>{t('deal.facility.book')}</Table.Th>
          <Table.Th className={classes.number}>{t('deal.facility.amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {facilities.length === 0 && (
          <Table.Tr>
            <Table.Td colSpan={3} c="dimmed">
              {t('deal.noFacility')}
            </Table.Td>
          </Table.Tr>
        )}
        {facilities.map((facility, place) => (
          <Table.Tr key={place}>
            <Table.Td>{names.category(facility.category)}</Table.Td>
            <Table.Td>{names.book(facility.book)}</Table.Td>
            <Table.Td className={classes.number}>{money(facility.amount)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
