import { Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import type { PermissionGroup, RoleRow } from '../../services/roles';
import figures from '../FigureTable.module.css';
import table from '../lists/DataTable.module.css';
import { useNarrow } from '../useNarrow';
import { CatalogueCards } from './CatalogueCards';
import classes from './roles.module.css';

/** Every permission in plain words, and the roles that hold it. */
export function CatalogueTable({ groups, roles }: { groups: readonly PermissionGroup[]; roles: RoleRow[] }) {
  const { t } = useTranslation();
  const names = useNames();
  if (useNarrow()) return <CatalogueCards groups={groups} roles={roles} />;
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={t('roles.tab.catalogue')}>
      <Table className={figures.table} verticalSpacing={5} aria-label={t('roles.tab.catalogue')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.what}>{t('roles.column.permission')}</Table.Th>
            {roles.map(({ id, name }) => (
              <Table.Th key={id} className={classes.mark}>
                <Link to="/roles/$roleId" params={{ roleId: id }} className={table.link}>
                  {names.role(name)}
                </Link>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map(({ name: subject, title, entries }) => (
            <Fragment key={subject}>
              <Table.Tr className={classes.subject}>
                <Table.Th scope="rowgroup" colSpan={roles.length + 1}>
                  {title}
                </Table.Th>
              </Table.Tr>
              {entries.map(({ name, description }) => (
                <Table.Tr key={name}>
                  <Table.Td className={classes.what}>
                    {description}
                    <Text component="div" ff="monospace" className={classes.code}>
                      {name}
                    </Text>
                  </Table.Td>
                  {roles.map(({ id, permissions }) => (
                    <Table.Td key={id} className={classes.mark}>
                      <Mark yes={permissions.includes(name)} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Mark({ yes }: { yes: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={yes ? classes.yes : classes.no} role="img" aria-label={t(yes ? 'history.yes' : 'history.no')}>
      {yes ? '✓' : '·'}
    </span>
  );
}
