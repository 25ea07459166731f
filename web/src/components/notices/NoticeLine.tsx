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
          {names.noticeType(type)}
          {subject.name && ' · '}
          <Target notice={notice} onRead={onRead}>
            {subject.name}
          </Target>
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
  const read = () => !notice.read && onRead();
  if (!place || !children) return children;
  if (place.page === 'deal') {
    return (
      <Link to="/deals/$dealId" params={{ dealId: place.id }} className={classes.link} onClick={read}>
        {children}
      </Link>
    );
  }
  if (place.page === 'approval') {
    return (
      <Link to="/approvals/$approvalId" params={{ approvalId: place.id }} className={classes.link} onClick={read}>
        {children}
      </Link>
    );
  }
  return (
    <Link to="/out-of-office" search={{ user: place.id }} className={classes.link} onClick={read}>
      {children}
    </Link>
  );
}
