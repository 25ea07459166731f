import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useUnread } from '../../services/notices';
import classes from './Bell.module.css';
import shell from '../shell/Shell.module.css';

/** Leads to the notices and tells how many are unread. */
export function Bell() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const unread = useUnread();
  const name = t('notices.title');
  return (
    <Link to="/notices" className={shell.item} title={name}>
      <span className={classes.bell}>
        <IconBell size={18} stroke={1.6} aria-hidden />
        {unread > 0 && <span className={classes.dot} aria-hidden />}
      </span>
      <span className={shell.label}>
        {name}
        {unread > 0 && (
          <>
            {' '}
            <span className={classes.count}>
              <span aria-hidden>{unread > 99 ? '99+' : number(unread)}</span>
              <span className={classes.spoken}>{t('notices.unreadCount', { count: unread })}</span>
            </span>
          </>
        )}
      </span>
    </Link>
  );
}
