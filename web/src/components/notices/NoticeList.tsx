import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../services/notices';
import type { Pages } from '../../services/pages';
import classes from './NoticeList.module.css';
import { NoticeLine } from './NoticeLine';

interface Props {
  notices: Pages<Notice>;
  onRead(id: string): void;
}

/** Notices, newest first; opening one marks it as read. */
export function NoticeList({ notices: { rows, hasMore, loading, more }, onRead }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={t('notices.title')}>
      <ul className={classes.list}>
        {rows.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} onRead={() => onRead(notice.id)} />
        ))}
      </ul>
      {hasMore ? (
        <Button variant="subtle" m="sm" onClick={more} loading={loading}>
          {t('list.more')}
        </Button>
      ) : (
        <Text size="xs" c="dimmed" p="md">
          {t('notices.end')}
        </Text>
      )}
    </div>
  );
}
