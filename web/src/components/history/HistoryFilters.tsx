import { Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../../services/historyPage';
import { targetKinds, type HistorySearch } from '../../services/historySearch';
import { ActionsField } from '../ActionsField';
import { DateField } from '../dates/DateField';
import { PersonFilter } from '../PersonFilter';
import classes from './HistoryFilters.module.css';

interface Props {
  search: HistorySearch;
  onChange(part: Partial<HistorySearch>): void;
}

/** What history can be narrowed by: person, action, thing, period. */
export function HistoryFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const target = useNameOf(search.target);
  return (
    <div className={classes.bar} role="group" aria-label={t('history.filters')}>
      {/* As who acted, for whom, or whom it was about. */}
      <PersonFilter label={t('history.person')} anybody={t('history.anyPerson')} value={search.person} onChange={(person) => onChange({ person })} />
      <ActionsField
        label={t('history.what')}
        anything={t('history.anyAction')}
        value={search.actions ?? []}
        onChange={(actions) => onChange({ actions: actions.length > 0 ? actions : undefined })}
        bare
      />
      <Select
        aria-label={t('history.target')}
        placeholder={t('history.anyTarget')}
        data={targetKinds.map((value) => ({ value, label: t(`history.kind.${value}`) }))}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: (kind as HistorySearch['kind']) ?? undefined })}
        w={{ base: '100%', xs: 190 }}
        searchable
        clearable
      />
      <DateField aria-label={t('history.from')} value={search.from ?? ''} max={search.to} onChange={(from) => onChange({ from: from || undefined })} clearable steady w={160} />
      <span aria-hidden>–</span>
      <DateField aria-label={t('history.to')} value={search.to ?? ''} min={search.from} onChange={(to) => onChange({ to: to || undefined })} clearable steady w={160} />
      {search.target && (
        <Button variant="default" rightSection={<IconX size={14} aria-hidden />} onClick={() => onChange({ target: undefined })}>
          {t('history.onlyTarget', { target })}
        </Button>
      )}
    </div>
  );
}
