import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dealStatuses, pipelines, type DealsSearch } from '../../services/deals';

interface Props {
  search: DealsSearch;
  onChange(part: Partial<DealsSearch>): void;
}

/** Whose deals, and in which state. */
export function DealFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <SegmentedControl
        aria-label={t('deals.pipelines')}
        data={pipelines.map((value) => ({ value, label: t(`deals.pipeline.${value}`) }))}
        value={search.pipeline ?? 'ALL'}
        onChange={(value) => onChange({ pipeline: value === 'ALL' ? undefined : (value as DealsSearch['pipeline']) })}
      />
      <Select
        aria-label={t('deals.status')}
        placeholder={t('deals.anyStatus')}
        data={dealStatuses.map((value) => ({ value, label: t(`dealStatus.${value}`) }))}
        value={search.status ?? null}
        onChange={(status) => onChange({ status: (status as DealsSearch['status']) ?? undefined })}
        clearable
        w={170}
      />
    </>
  );
}
