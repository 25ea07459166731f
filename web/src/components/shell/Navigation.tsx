import { IconBriefcase, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayList, type Viewer } from '../../services/viewer';
import classes from './Shell.module.css';

/** The pages that this person may open. */
export function Navigation({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  return (
    <>
      {mayList(viewer, 'deals') && (
        <Link to="/deals" className={classes.item} title={t('nav.deals')}>
          <IconBriefcase size={18} stroke={1.6} aria-hidden />
          <span className={classes.label}>{t('nav.deals')}</span>
        </Link>
      )}
      {mayList(viewer, 'users') && (
        <Link to="/users" className={classes.item} title={t('nav.users')}>
          <IconUsers size={18} stroke={1.6} aria-hidden />
          <span className={classes.label}>{t('nav.users')}</span>
        </Link>
      )}
    </>
  );
}
