import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ListBody } from '../components/lists/ListBody';
import { NoticeList } from '../components/notices/NoticeList';
import { PageHead } from '../components/PageHead';
import { SaveTrouble } from '../components/SaveTrouble';
import { useNotices, useReadNotices, useUnread } from '../services/notices';
import { useOnReturn } from '../services/onReturn';
import { useSave } from '../services/save';

const route = getRouteApi('/notices');

/** What happened that concerns the viewer (section 13). */
export function NoticesPage() {
  const { t } = useTranslation();
  const { unread } = route.useSearch();
  const navigate = route.useNavigate();
  const notices = useNotices(Boolean(unread));
  const count = useUnread();
  const read = useReadNotices();
  const save = useSave();
  useOnReturn(notices.retry);
  const show = (only: boolean) => void navigate({ search: { unread: only || undefined }, replace: true });
  return (
    <>
      <PageHead title={t('notices.title')} count={count || undefined}>
        <SegmentedControl
          aria-label={t('notices.which')}
          data={(['all', 'unread'] as const).map((value) => ({ value, label: t(`notices.show.${value}`) }))}
          value={unread ? 'unread' : 'all'}
          onChange={(value) => show(value === 'unread')}
        />
        <Button variant="default" loading={save.saving} disabled={count === 0} onClick={() => void save.run(() => read())}>
          {t('notices.markAllRead')}
        </Button>
      </PageHead>
      <SaveTrouble save={save} />
      <ListBody list={notices} empty={t('notices.empty')} narrowed={Boolean(unread) && count > 0} onClear={() => show(false)}>
        <NoticeList notices={notices} onRead={(id) => void save.run(() => read([id]))} />
      </ListBody>
    </>
  );
}
