import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { OrgLine } from '../../services/org';
import figures from '../FigureTable.module.css';
import { ManagerCell } from '../people/ManagerCell';
import { PersonLink } from '../PersonLink';

/** The table behind the tree: the same people, each with their manager. */
export function OrgTable({ lines }: { lines: OrgLine[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const names = new Map(lines.map(({ id, name }) => [id, name]));
  const managerOf = ({ parent }: OrgLine) => (parent ? { id: parent, name: names.get(parent) ?? '' } : null);
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('org.title')}>
      <Table className={figures.table} verticalSpacing={5} aria-label={t('org.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('why.person')}</Table.Th>
            <Table.Th>{t('user.jobTitle')}</Table.Th>
            <Table.Th>{t('users.column.manager')}</Table.Th>
            <Table.Th className={figures.number}>{t('user.reports')}</Table.Th>
            <Table.Th>{t('users.column.status')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td>
                <PersonLink id={line.id} name={line.name} />
              </Table.Td>
              <Table.Td>{line.title || '–'}</Table.Td>
              <Table.Td>
                <ManagerCell manager={managerOf(line)} />
              </Table.Td>
              <Table.Td className={figures.number}>{number(line.reports)}</Table.Td>
              <Table.Td>{t(line.active ? 'status.ACTIVE' : 'status.INACTIVE')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
