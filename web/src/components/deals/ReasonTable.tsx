import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReasonCount } from '../../services/explanation';
import { useFormats } from '../../services/format';
import classes from '../FigureTable.module.css';

/** The table behind the funnel: how many people each reason applied to. */
export function ReasonTable({ counts }: { counts: ReasonCount[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <Table className={classes.table} verticalSpacing={5} aria-label={t('why.reasons')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('why.reasonColumn')}</Table.Th>
          <Table.Th className={classes.number}>{t('why.people')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {counts.map(({ reason, people }) => (
          <Table.Tr key={reason}>
            <Table.Td>{t(`why.reason.${reason}`)}</Table.Td>
            <Table.Td className={classes.number}>{number(people)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
