import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DrawerFrame } from '../components/DrawerFrame';
import { EntryView } from '../components/history/EntryView';
import { TroubleNotice } from '../components/Notice';
import { useHistoryEntry } from '../services/historyPage';
import { useNames } from '../services/names';

const route = getRouteApi('/history/$entryId');

/** One entry, beside the list. */
export function HistoryEntryPage() {
  const { t } = useTranslation();
  const { entryId } = route.useParams();
  const navigate = route.useNavigate();
  const names = useNames();
  const { thing: entry, trouble, retry } = useHistoryEntry(entryId);
  return (
    <DrawerFrame title={entry ? names.action(entry.action) : t('history.one')} onClose={() => void navigate({ to: '/history', search: true })}>
      {entry ? <EntryView entry={entry} /> : trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : <Skeleton height={160} role="status" aria-label={t('list.loading')} />}
    </DrawerFrame>
  );
}
