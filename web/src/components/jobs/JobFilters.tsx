import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { jobKinds, jobStates, type JobsSearch } from '../../services/jobsSearch';

interface Props {
  search: JobsSearch;
  onChange(part: Partial<JobsSearch>): void;
}

/** What the list of jobs can be narrowed by. */
export function JobFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        aria-label={t('jobs.what')}
        placeholder={t('jobs.anyKind')}
        data={jobKinds.map((value) => ({ value, label: t(`jobs.kind.${value}`) }))}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: (kind as JobsSearch['kind']) ?? undefined })}
        w={220}
        clearable
      />
      <Select
        aria-label={t('jobs.is')}
        placeholder={t('jobs.anyState')}
        data={jobStates.map((value) => ({ value, label: t(`jobs.state.${value}`) }))}
        value={search.state ?? null}
        onChange={(state) => onChange({ state: (state as JobsSearch['state']) ?? undefined })}
        w={150}
        clearable
      />
      <Select
        aria-label={t('jobs.whose')}
        data={(['all', 'mine'] as const).map((value) => ({ value, label: t(`jobs.of.${value}`) }))}
        value={search.mine ? 'mine' : 'all'}
        onChange={(value) => onChange({ mine: value === 'mine' ? true : undefined })}
        w={130}
        allowDeselect={false}
      />
    </>
  );
}
