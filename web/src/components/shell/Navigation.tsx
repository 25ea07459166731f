import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useApprovalTotal } from '../../services/approvalTotal';
import { useFormats } from '../../services/format';
import { firstSearch, mayOpen, type Viewer } from '../../services/viewer';
import { Bell } from '../notices/Bell';
import bell from '../notices/Bell.module.css';
import { groups, type Entry, type GroupName } from './groups';
import { useCurrentInSight } from './useCurrentInSight';
import classes from './Shell.module.css';

/** A page is the one in front whatever it shows. */
const anySearch = { includeSearch: false };

/** The pages that this person may open, by what they are for. */
export function Navigation({ viewer }: { viewer: Viewer }) {
  const list = useCurrentInSight<HTMLDivElement>();
  const offered = groups
    .map(({ group, pages }) => ({ group, pages: pages.filter(({ page }) => mayOpen(viewer, page)) }))
    .filter(({ pages }) => pages.length > 0);
  return (
    <div ref={list}>
      {viewer.staff && <Bell />}
      {offered.map(({ group, pages }) => (
        <Part key={group} group={group} pages={pages} viewer={viewer} />
      ))}
    </div>
  );
}

function Part({ group, pages, viewer }: { group: GroupName; pages: Entry[]; viewer: Viewer }) {
  const { t } = useTranslation();
  const heading = useId();
  return (
    <>
      <div id={heading} className={classes.heading}>
        <span className={classes.label}>{t(`nav.group.${group}`)}</span>
      </div>
      <ul aria-labelledby={heading} className={classes.group}>
        {pages.map(({ page, to, icon: Icon }) => (
          <li key={page}>
            <Link to={to} search={firstSearch(viewer, to)} activeOptions={anySearch} className={classes.item} title={t(`nav.${page}`)}>
              <Icon size={17} stroke={1.6} aria-hidden />
              <span className={classes.label}>
                {t(`nav.${page}`)}
                {page === 'approvals' && <Waiting viewer={viewer} />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
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
