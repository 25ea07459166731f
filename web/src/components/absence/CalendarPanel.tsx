import { Button, Group, Skeleton, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbsences, type AbsenceSearch } from '../../services/absences';
import { dateIn, monthOf } from '../../services/dates';
import { useViewer } from '../../services/viewerContext';
import { TroubleNotice } from '../Notice';
import { Panel } from '../Panel';
import { PictureOrTable } from '../PictureOrTable';
import { TroubleBar } from '../TroubleBar';
import { AbsenceCalendar } from './AbsenceCalendar';
import { AbsenceTable } from './AbsenceTable';
import { MonthSwitch } from './MonthSwitch';

interface Props {
  search: AbsenceSearch;
  onChange(part: Partial<AbsenceSearch>): void;
  onPick(userId: string): void;
}

/** Who is away in a month: everybody, or the viewer's own team. */
export function CalendarPanel({ search, onChange, onPick }: Props) {
  const { t } = useTranslation();
  const { id, zone, reports } = useViewer();
  const [today] = useState(() => dateIn(zone, new Date()));
  const month = search.month ?? monthOf(today);
  const { rows, loading, trouble, retry, hasMore, more, outdated } = useAbsences(month, search.team ? id : null);
  return (
    <Panel
      title={t('absence.calendar')}
      aside={
        <Group gap="md">
          {reports.length > 0 && (
            <Switch label={t('absence.onlyTeam')} checked={Boolean(search.team)} onChange={(event) => onChange({ team: event.currentTarget.checked || undefined })} />
          )}
          {!search.view && (
            <Switch label={t('absence.byTeam')} checked={Boolean(search.lanes)} onChange={(event) => onChange({ lanes: event.currentTarget.checked || undefined })} />
          )}
          <MonthSwitch month={month} today={today} onChange={(next) => onChange({ month: next === monthOf(today) ? undefined : next })} />
          <PictureOrTable view={search.view ?? 'picture'} onChange={(view) => onChange({ view: view === 'table' ? view : undefined })} />
        </Group>
      }
    >
      {trouble && rows.length === 0 && <TroubleNotice trouble={trouble} onRetry={retry} />}
      {trouble && rows.length > 0 && <TroubleBar trouble={trouble} onRetry={retry} />}
      {loading && rows.length === 0 && <Skeleton height={120} role="status" aria-label={t('list.loading')} />}
      {!loading && !trouble && rows.length === 0 && (
        <Text size="sm" c="dimmed" py="sm">
          {t(search.team ? 'absence.nobodyTeam' : 'absence.nobodyAway')}
        </Text>
      )}
      {rows.length > 0 && !search.view && !outdated && <AbsenceCalendar month={month} today={today} absences={rows} teams={Boolean(search.lanes)} onPick={onPick} />}
      {rows.length > 0 && search.view && <AbsenceTable month={month} absences={rows} />}
      {hasMore && !loading && (
        <Group gap="xs" mt="sm">
          <Text size="xs" c="dimmed">
            {t('absence.tooMany', { count: rows.length })}
          </Text>
          <Button variant="subtle" size="compact-xs" onClick={more}>
            {t('absence.more')}
          </Button>
        </Group>
      )}
    </Panel>
  );
}
