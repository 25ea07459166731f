import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../services/accessReview';
import { useFormats } from '../../services/format';
import figures from '../FigureTable.module.css';
import { PersonLink } from '../PersonLink';
import { Origins, ReviewStatus } from './ReviewParts';
import classes from './roles.module.css';

/** Who can do what, a line for each person. */
export function ReviewTable({ rows }: { rows: ReviewRow[] }) {
  const { t } = useTranslation();
  return (
    <Table className={figures.table} verticalSpacing={6} aria-label={t('roles.tab.review')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('why.person')}</Table.Th>
          <Table.Th>{t('users.column.status')}</Table.Th>
          <Table.Th>{t('roles.column.givenBy')}</Table.Th>
          <Table.Th className={figures.number}>{t('roles.column.permissions')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Person key={row.id} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Person({ row }: { row: ReviewRow }) {
  const { t } = useTranslation();
  const { number, day } = useFormats();
  const { id, name, email, permissions, since } = row;
  return (
    <Table.Tr>
      <Table.Td>
        <PersonLink id={id} name={name} />
        <Text size="xs" c="dimmed">
          {email}
        </Text>
      </Table.Td>
      <Table.Td>
        <ReviewStatus row={row} />
      </Table.Td>
      <Table.Td className={classes.origins}>
        <Origins row={row} />
      </Table.Td>
      <Table.Td className={figures.number} title={permissions.join(', ')}>
        {number(permissions.length)}
        {since && (
          <Text size="xs" c="dimmed">
            {t('roles.since', { day: day(since) })}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
