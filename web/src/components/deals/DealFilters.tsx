import { MultiSelect, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { dealStatuses, onlys, pipelines, type DealsSearch } from '../../services/deals';
import { useViewer } from '../../services/viewerContext';

interface Props {
  search: DealsSearch;
  onChange(part: Partial<DealsSearch>): void;
}

/** Whose deals, and in which state. */
export function DealFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const { reports } = useViewer();
  const shut = useShut();
  const tabs = pipelines.map((value) => {
    const reason = shut(value);
    const name = t(`deals.pipeline.${value}`);
    const label = reason ? (
      <Tooltip label={reason}>
        <span>{name}</span>
      </Tooltip>
    ) : (
      name
    );
    return { value, label, disabled: reason !== null };
  });
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const pipeline = search.pipeline ?? 'ALL';
  const choose = (value: string | null) => onChange({ pipeline: value === 'ALL' || value === null ? undefined : (value as DealsSearch['pipeline']) });
  return (
    <>
      {narrow ? (
        <Select aria-label={t('deals.pipelines')} data={tabs.map(({ value, disabled }) => ({ value, disabled, label: t(`deals.pipeline.${value}`) }))} value={pipeline} onChange={choose} allowDeselect={false} w="100%" />
      ) : (
        <SegmentedControl aria-label={t('deals.pipelines')} data={tabs} value={pipeline} onChange={choose} />
      )}
      {search.pipeline === 'TEAM' && reports.length > 1 && (
        <MultiSelect
          aria-label={t('deals.members')}
          placeholder={search.members ? undefined : t('deals.allMembers')}
          data={reports.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.members ?? []}
          onChange={(members) => onChange({ members: members.length > 0 ? members : undefined })}
          searchable
          clearable
          miw={190}
          maw={320}
        />
      )}
      <Select
        aria-label={t('deals.status')}
        placeholder={t('deals.anyStatus')}
        data={dealStatuses.map((value) => ({ value, label: t(`dealStatus.${value}`) }))}
        value={search.status ?? null}
        onChange={(status) => onChange({ status: (status as DealsSearch['status']) ?? undefined })}
        clearable
        w={160}
      />
      <Select
        aria-label={t('deals.only')}
        placeholder={t('deals.anyMark')}
        data={onlys.map((value) => ({ value, label: t(`deals.mark.${value}`) }))}
        value={search.only ?? null}
        onChange={(only) => onChange({ only: (only as DealsSearch['only']) ?? undefined })}
        clearable
        w={172}
      />
    </>
  );
}

/** Why a pipeline would be empty for this person, whatever happens (VI-2, VI-4). */
function useShut(): (pipeline: (typeof pipelines)[number]) => string | null {
  const { t } = useTranslation();
  const { reports, permissions } = useViewer();
  return (pipeline) => {
    const leads = reports.length > 0;
    if (pipeline === 'TEAM' && !leads) return t('deals.noReports');
    const sees = leads || permissions.has('pipeline.all') || permissions.has('pipeline.unassigned');
    return pipeline === 'UNASSIGNED' && !sees ? t('deals.noUnassigned') : null;
  };
}
