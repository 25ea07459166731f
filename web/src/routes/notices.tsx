import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ListBody } from '../components/lists/ListBody';
import { NoticeFilters } from '../components/notices/NoticeFilters';
import { NoticeList } from '../components/notices/NoticeList';
import { PreferencesDrawer } from '../components/notices/PreferencesDrawer';
import { PageHead } from '../components/PageHead';
import { SaveTrouble } from '../components/SaveTrouble';
import { useNotices, useReadNotices, useUnread, type NoticesSearch } from '../services/notices';
import { useOnReturn } from '../services/onReturn';
import { useSave } from '../services/save';

const route = getRouteApi('/notices');

/** What happened that concerns the viewer (section 13). */
export function NoticesPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const notices = useNotices(search);
  const count = useUnread();
  const read = useReadNotices();
  const save = useSave();
  useOnReturn(notices.retry);
  const narrow = (part: Partial<NoticesSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <>
      <PageHead title={t('notices.title')} count={count || undefined}>
        <NoticeFilters search={search} onChange={narrow} />
        <Button variant="default" onClick={() => narrow({ mail: true })}>
          {t('notices.byMail')}
        </Button>
        <Button variant="default" loading={save.saving} disabled={count === 0} onClick={() => void save.run(() => read())}>
          {t('notices.markAllRead')}
        </Button>
      </PageHead>
      <SaveTrouble save={save} />
      <ListBody
        list={notices}
        empty={t(search.unread ? 'notices.allRead' : 'notices.empty')}
        narrowed={Boolean(search.read ?? search.types)}
        onClear={() => narrow({ unread: undefined, read: undefined, types: undefined })}
      >
        <NoticeList notices={notices} onRead={(id) => void save.run(() => read([id]))} />
      </ListBody>
      {search.mail && <PreferencesDrawer onClose={() => narrow({ mail: undefined })} />}
    </>
  );
}
