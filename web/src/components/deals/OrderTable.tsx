import { Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../../services/explanation';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useBreachText } from './useBreachText';
import classes from '../FigureTable.module.css';
import { PersonLink } from '../PersonLink';
import { QueueBar } from '../QueueBar';

/** The first of the order with the figures that were compared (AS-7). */
export function OrderTable({ order }: { order: Candidate[] }) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const breachText = useBreachText();
  const names = useNames();
  return (
    <>
      <Title order={3} mt="lg" mb={2}>
        {t('why.order')}
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {t('why.orderHint')}
      </Text>
      <div className={classes.frame} tabIndex={0} role="region" aria-label={t('why.order')}>
      <Table className={classes.table} verticalSpacing={6} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.number}>{t('why.place')}</Table.Th>
            <Table.Th>{t('why.person')}</Table.Th>
            <Table.Th>{t('why.load')}</Table.Th>
            <Table.Th>{t('why.lastAssigned')}</Table.Th>
            <Table.Th>{t('why.check.authority')}</Table.Th>
            <Table.Th>{t('why.result')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {order.map((candidate, index) => (
            <Table.Tr key={candidate.id} data-chosen={candidate.reason === 'CHOSEN'}>
              <Table.Td className={classes.number}>{number(index + 1)}</Table.Td>
              <Table.Td>
                <PersonLink id={candidate.id} name={candidate.name} />
                {candidate.standIn && (
                  <Text size="xs" c="dimmed">
                    {t('why.standIn', { name: candidate.standIn.name })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <QueueBar load={candidate.load} max={candidate.maxCapacity} />
              </Table.Td>
              <Table.Td>
                {candidate.lastAssignedAt ? (
                  moment(candidate.lastAssignedAt)
                ) : (
                  <Text component="span" size="sm" c="dimmed">
                    {t('why.never')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{candidate.breaches.length === 0 ? t('why.covered') : candidate.breaches.map(breachText).join('. ')}</Table.Td>
              <Table.Td>{names.outcome(candidate.reason)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      </div>
    </>
  );
}
