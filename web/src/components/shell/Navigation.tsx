import { IconBriefcase, IconCalendarOff, IconChecklist, IconPlugConnected, IconScale, IconStack2, IconUsers, type Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApprovalTotal } from '../../services/approvals';
import { useFormats } from '../../services/format';
import { mayOpen, type PageName, type Viewer } from '../../services/viewer';
import { Bell } from '../notices/Bell';
import bell from '../notices/Bell.module.css';
import classes from './Shell.module.css';

const pages: readonly { page: PageName; to: '/deals' | '/approvals' | '/out-of-office' | '/authority' | '/queues' | '/users' | '/directories'; icon: Icon }[] = [
  { page: 'deals', to: '/deals', icon: IconBriefcase },
  { page: 'approvals', to: '/approvals', icon: IconChecklist },
  { page: 'absence', to: '/out-of-office', icon: IconCalendarOff },
  { page: 'authority', to: '/authority', icon: IconScale },
  { page: 'queues', to: '/queues', icon: IconStack2 },
  { page: 'users', to: '/users', icon: IconUsers },
  { page: 'directories', to: '/directories', icon: IconPlugConnected },
];

/** The pages that this person may open. */
export function Navigation({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  return (
    <>
      {pages
        .filter(({ page }) => mayOpen(viewer, page))
        .map(({ page, to, icon: Icon }) => (
          <Link key={page} to={to} className={classes.item} title={t(`nav.${page}`)}>
            <Icon size={18} stroke={1.6} aria-hidden />
            <span className={classes.label}>
              {t(`nav.${page}`)}
              {page === 'approvals' && <Waiting viewer={viewer} />}
            </span>
          </Link>
        ))}
      {viewer.staff && <Bell />}
    </>
  );
}

/** How many requests wait for the viewer. */
function Waiting({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const waiting = useApprovalTotal({}, !viewer.permissions.has('approval.decide'));
  if (!waiting) return null;
  return (
    <>
      {' '}
      <span className={bell.count}>
        <span aria-hidden>{number(waiting)}</span>
        <span className={bell.spoken}>{t('approvals.waitingCount', { count: waiting })}</span>
      </span>
    </>
  );
}
