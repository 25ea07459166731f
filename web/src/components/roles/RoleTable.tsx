import { Button, Table } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import type { RoleRow } from '../../services/roles';
import { AbilityButton } from '../AbilityButton';
import figures from '../FigureTable.module.css';
import table from '../lists/DataTable.module.css';
import classes from './roles.module.css';

interface Props {
  roles: RoleRow[];
  hasMore: boolean;
  onMore(): void;
}

/** Presets and the company's own roles: how many hold each, and what its holders may grant. */
export function RoleTable({ roles, hasMore, onMore }: Props) {
  const { t } = useTranslation();
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('roles.title')}>
      <Table className={figures.table} verticalSpacing={7} aria-label={t('roles.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('roles.column.role')}</Table.Th>
            <Table.Th>{t('roles.column.kind')}</Table.Th>
            <Table.Th className={figures.number}>{t('roles.column.people')}</Table.Th>
            <Table.Th className={figures.number}>{t('roles.column.permissions')}</Table.Th>
            <Table.Th>{t('roles.column.grants')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {roles.map((role) => (
            <Row key={role.id} role={role} />
          ))}
        </Table.Tbody>
      </Table>
      {hasMore && (
        <Button variant="subtle" onClick={onMore}>
          {t('list.more')}
        </Button>
      )}
    </div>
  );
}

function Row({ role: { id, name, preset, members, permissions, grants, can } }: { role: RoleRow }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const names = useNames();
  const navigate = useNavigate();
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/roles/$roleId" params={{ roleId: id }} className={table.link}>
          {names.role(name)}
        </Link>
      </Table.Td>
      <Table.Td>{t(preset ? 'roles.kind.preset' : 'roles.kind.own')}</Table.Td>
      <Table.Td className={figures.number}>{number(members)}</Table.Td>
      <Table.Td className={figures.number}>{number(permissions.length)}</Table.Td>
      <Table.Td className={classes.grants}>{grants.includes('*') ? t('roles.grantsAll') : grants.map(names.role).join(', ') || '–'}</Table.Td>
      <Table.Td className={figures.number}>
        <AbilityButton
          ability={can('copy')}
          label={t('roles.copy')}
          size="compact-xs"
          onClick={() => void navigate({ to: '/roles/new', search: { from: id } })}
        />
      </Table.Td>
    </Table.Tr>
  );
}
