import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { approvalStates, type ApprovalsSearch } from '../../services/approvals';
import { useNames } from '../../services/names';
import { PersonFilter } from '../PersonFilter';
import { SearchField } from '../lists/SearchField';
import { AmountFilter } from './AmountFilter';

const views = ['waiting', 'asked', 'all'] as const;

interface Props {
  search: ApprovalsSearch;
  onChange(part: Partial<ApprovalsSearch>): void;
}

/** Which requests the page shows. Those that wait for the viewer are pending and ask the viewer anyway. */
export function ApprovalFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <SearchField label={t('approvals.search')} value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
      <SegmentedControl
        aria-label={t('approvals.views')}
        data={views.map((value) => ({ value, label: t(`approvals.view.${value}`) }))}
        value={search.view ?? 'waiting'}
        onChange={(value) => onChange(value === 'asked' || value === 'all' ? { view: value } : { view: undefined, open: undefined, state: undefined, approver: undefined })}
      />
      {search.view && <StateFilter search={search} onChange={onChange} />}
      {search.view && <PersonFilter label={t('approvals.column.asked')} anybody={t('approvals.anyApprover')} value={search.approver} onChange={(approver) => onChange({ approver })} />}
      <AmountFilter label={t('approvals.from')} value={search.from} onChange={(from) => onChange({ from })} />
      <AmountFilter label={t('approvals.to')} value={search.to} onChange={(to) => onChange({ to })} />
    </>
  );
}

function StateFilter({ search: { open, state }, onChange }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Select
      aria-label={t('lists.column.state')}
      placeholder={t('approvals.anyState')}
      data={[{ value: 'open', label: t('approvals.onlyOpen') }, ...approvalStates.map((value) => ({ value, label: names.approvalState(value) }))]}
      value={state ?? (open ? 'open' : null)}
      onChange={(value) => onChange(value === 'open' ? { open: true, state: undefined } : { open: undefined, state: (value as ApprovalsSearch['state']) ?? undefined })}
      clearable
      w={170}
    />
  );
}
