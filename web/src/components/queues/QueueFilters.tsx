import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { queueKinds, queueOrderOf, queueOrders, type QueueOrder, type QueuesSearch } from '../../services/queuesSearch';
import { SearchField } from '../lists/SearchField';
import { PersonFilter } from '../PersonFilter';
import { PictureOrTable } from '../PictureOrTable';

interface Props {
  search: QueuesSearch;
  onChange(part: Partial<QueuesSearch>): void;
}

/** Whose queues, in which order, and as what. The table's headings sort it by themselves. */
export function QueueFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const orders = Object.keys(queueOrders) as QueueOrder[];
  return (
    <>
      <SearchField label={t('queues.search')} value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
      <PersonFilter label={t('queues.team')} anybody={t('queues.anyTeam')} value={search.team} onChange={(team) => onChange({ team })} />
      <Select
        aria-label={t('queues.only')}
        placeholder={t('queues.everybody')}
        data={queueKinds.map((value) => ({ value, label: t(`queues.kind.${value}`) }))}
        value={search.only ?? null}
        onChange={(only) => onChange({ only: (only as QueuesSearch['only']) ?? undefined })}
        clearable
        w={160}
      />
      {!search.view && (
        <Select
          aria-label={t('queues.order')}
          placeholder={t('queues.orders.fullest')}
          data={orders.map((value) => ({ value, label: t(`queues.orders.${value}`) }))}
          value={queueOrderOf(search)}
          onChange={(order) => onChange({ by: undefined, desc: undefined, ...(order && queueOrders[order as QueueOrder]) })}
          clearable
          w={200}
        />
      )}
      <PictureOrTable view={search.view ?? 'picture'} onChange={(view) => onChange({ view: view === 'table' ? view : undefined })} />
    </>
  );
}
