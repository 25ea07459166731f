import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import type { PermissionGroup, RoleRow } from '../../services/roles';
import table from '../lists/DataTable.module.css';
import classes from './roles.module.css';

/** The catalogue where a column for each role has no room: each permission with the roles that hold it. */
export function CatalogueCards({ groups, roles }: { groups: readonly PermissionGroup[]; roles: RoleRow[] }) {
  const { t } = useTranslation();
  return groups.map(({ name: subject, title, entries }) => (
    <section key={subject} aria-label={title}>
      <h2 className={classes.cardsTitle}>{title}</h2>
      <ul className={classes.cards}>
        {entries.map(({ name, description }) => (
          <li key={name}>
            {description}
            <Text component="div" ff="monospace" className={classes.code}>
              {name}
            </Text>
            <Text component="div" size="xs" c="dimmed" mt={2} aria-label={t('user.roles')} role="group">
              <Holders roles={roles.filter(({ permissions }) => permissions.includes(name))} />
            </Text>
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Holders({ roles }: { roles: RoleRow[] }) {
  const names = useNames();
  if (roles.length === 0) return '–';
  return roles.map(({ id, name }, index) => (
    <Fragment key={id}>
      {index > 0 && ', '}
      <Link to="/roles/$roleId" params={{ roleId: id }} className={table.link}>
        {names.role(name)}
      </Link>
    </Fragment>
  ));
}
