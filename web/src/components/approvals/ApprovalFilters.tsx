import { SegmentedControl, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApprovalsSearch } from '../../services/approvals';

const views = ['waiting', 'asked', 'all'] as const;

interface Props {
  search: ApprovalsSearch;
  onChange(part: Partial<ApprovalsSearch>): void;
}

/** Which requests the page shows. Those that wait are open anyway. */
export function ApprovalFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {search.view && (
        <Switch
          label={t('approvals.onlyOpen')}
          checked={Boolean(search.open)}
          onChange={(event) => onChange({ open: event.currentTarget.checked || undefined })}
        />
      )}
      <SegmentedControl
        aria-label={t('approvals.views')}
        data={views.map((value) => ({ value, label: t(`approvals.view.${value}`) }))}
        value={search.view ?? 'waiting'}
        onChange={(value) => onChange(value === 'asked' || value === 'all' ? { view: value } : { view: undefined, open: undefined })}
      />
    </>
  );
}
