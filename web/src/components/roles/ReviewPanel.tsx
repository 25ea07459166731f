import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccessReview } from '../../services/accessReview';
import type { RolesSearch } from '../../services/administration';
import { usePermissions } from '../../services/roles';
import { useViewer } from '../../services/viewerContext';
import { asOfIn } from '../../services/zone';
import { ThenField } from '../authority/ThenField';
import { ListBody } from '../lists/ListBody';
import { SearchField } from '../lists/SearchField';
import { useNarrow } from '../useNarrow';
import { MoreRows } from './MoreRows';
import { ReviewCards } from './ReviewCards';
import { ReviewExport } from './ReviewExport';
import { ReviewTable } from './ReviewTable';
import classes from './roles.module.css';

interface Props {
  search: RolesSearch;
  onChange(part: Partial<RolesSearch>): void;
}

/** For auditors: who can do what, given by whom and since when; now or at an instant of the past. */
export function ReviewPanel({ search: { q, permission, at }, onChange }: Props) {
  const { t } = useTranslation();
  const { zone } = useViewer();
  const narrow = useNarrow();
  const { thing: groups } = usePermissions();
  const asOf = at && asOfIn(zone, at);
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
          {narrow ? <ReviewCards rows={review.rows} /> : <ReviewTable rows={review.rows} />}
          <MoreRows list={review} />
        </div>
      </ListBody>
    </>
  );
}
