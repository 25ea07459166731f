import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { placeOf, type Notice } from '../../services/notices';
import classes from './NoticeList.module.css';

/** One notice; it leads to what it is about. */
export function NoticeLine({ notice, onRead }: { notice: Notice; onRead(): void }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const names = useNames();
  const { type, at, subject, read } = notice;
  return (
    <li className={classes.line} data-read={read}>
      <span className={classes.dot} aria-hidden />
      <div>
        <Text size="sm" fw={read ? 400 : 500}>
          {!read && <span className={classes.spoken}>{t('notices.unread')} </span>}
          {subject.name ? (
            <>
              {names.noticeType(type)}
              {' · '}
              <Target notice={notice} onRead={onRead}>
                {subject.name}
              </Target>
            </>
          ) : (
            <Target notice={notice} onRead={onRead}>
              {names.noticeType(type)}
            </Target>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {instant(at)}
        </Text>
      </div>
      {!read && (
        <Button variant="subtle" size="compact-xs" onClick={onRead} aria-label={t('notices.markReadOf', { notice: `${names.noticeType(type)} ${subject.name}` })}>
          {t('notices.markRead')}
        </Button>
      )}
    </li>
  );
}

function Target({ notice, onRead, children }: { notice: Notice; onRead(): void; children: ReactNode }) {
  const place = placeOf(notice);
  const link = { className: classes.link, onClick: () => !notice.read && onRead(), children };
  if (!place) return children;
  switch (place.page) {
    case 'deal':
      return <Link to="/deals/$dealId" params={{ dealId: place.id }} {...link} />;
    case 'approval':
      return <Link to="/approvals/$approvalId" params={{ approvalId: place.id }} {...link} />;
    case 'job':
      return <Link to="/jobs/$jobId" params={{ jobId: place.id }} {...link} />;
    case 'user':
      return <Link to="/out-of-office" search={{ user: place.id }} {...link} />;
    default:
      return <Link to={`/${place.page}`} {...link} />;
  }
}
