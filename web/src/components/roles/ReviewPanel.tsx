import { Group, Select, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccessReview, type ReviewRow } from '../../services/accessReview';
import type { RolesSearch } from '../../services/administration';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { usePermissions } from '../../services/roles';
import { useViewer } from '../../services/viewerContext';
import { instantIn } from '../../services/zone';
import { ThenField } from '../authority/ThenField';
import figures from '../FigureTable.module.css';
import { ListBody } from '../lists/ListBody';
import { SearchField } from '../lists/SearchField';
import { PersonLink } from '../PersonLink';
import { Status } from '../Status';
import { MoreRows } from './MoreRows';
import { ReviewExport } from './ReviewExport';
import classes from './roles.module.css';

interface Props {
  search: RolesSearch;
  onChange(part: Partial<RolesSearch>): void;
}

/** For auditors: who can do what, given by whom and since when; now or at an instant of the past. */
export function ReviewPanel({ search: { q, permission, at }, onChange }: Props) {
  const { t } = useTranslation();
  const { zone } = useViewer();
  const { thing: groups } = usePermissions();
  const asOf = at && instantIn(zone, at);
  const review = useAccessReview({ search: q, permission, asOf });
  const clear = () => onChange({ q: undefined, permission: undefined, at: undefined });
  return (
    <>
      <Group gap="xs" mb="sm" align="center">
        <SearchField label={t('users.search')} value={q ?? ''} onChange={(typed) => onChange({ q: typed || undefined })} />
        <Select
          aria-label={t('roles.column.permission')}
          placeholder={t('roles.anyPermission')}
          data={groups?.map(({ title, entries }) => ({ group: title, items: entries.map(({ name }) => name) })) ?? []}
          value={permission ?? null}
          onChange={(value) => onChange({ permission: value ?? undefined })}
          clearable
          searchable
          w={210}
        />
        <ThenField value={at} zone={zone} onChange={(value) => onChange({ at: value })} />
        <ReviewExport asOf={asOf} />
      </Group>
      <ListBody list={review} empty={t('users.empty')} narrowed={Boolean(q ?? permission ?? at)} onClear={clear}>
        <div className={classes.frame} tabIndex={0} role="region" aria-label={t('roles.tab.review')}>
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
              {review.rows.map((row) => (
                <Person key={row.id} row={row} />
              ))}
            </Table.Tbody>
          </Table>
          <MoreRows list={review} />
        </div>
      </ListBody>
    </>
  );
}

function Person({ row: { id, name, email, active, permissions, since, grants } }: { row: ReviewRow }) {
  const { t } = useTranslation();
  const { number, day } = useFormats();
  return (
    <Table.Tr>
      <Table.Td>
        <PersonLink id={id} name={name} />
        <Text size="xs" c="dimmed">
          {email}
        </Text>
      </Table.Td>
      <Table.Td>
        <Status tone={active ? 'good' : 'quiet'}>{t(active ? 'status.ACTIVE' : 'status.INACTIVE')}</Status>
      </Table.Td>
      <Table.Td>
        {grants.map((grant, index) => (
          <Origin key={index} grant={grant} />
        ))}
        {grants.length === 0 && t('users.noRoles')}
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

function Origin({ grant: { role, group, grantedBy, since } }: { grant: ReviewRow['grants'][number] }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const names = useNames();
  const by = group ? t('roles.byGroup', { group }) : t('roles.by', { name: grantedBy?.name ?? 'Mandate' });
  return (
    <div>
      {names.role(role)}
      <Text component="span" size="xs" c="dimmed" ml={8}>
        {by}, {t('roles.since', { day: day(since) })}
      </Text>
    </div>
  );
}
