import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Approval } from '../../services/approval';
import type { ApprovalsSearch } from '../../services/approvals';
import { useFormats } from '../../services/format';
import type { Pages } from '../../services/pages';
import classes from './ApprovalList.module.css';
import { ApprovalStateText } from './ApprovalStateText';

interface Props {
  approvals: Pages<Approval>;
  view: ApprovalsSearch['view'];
  openId?: string;
}

/** Requests, newest first; each leads to what has to be decided. */
export function ApprovalList({ approvals: { rows, hasMore, loading, more, outdated }, view, openId }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={t('approvals.title')} aria-busy={outdated}>
      <ul className={classes.list}>
        {rows.map((approval) => (
          <Row key={approval.id} approval={approval} view={view} open={approval.id === openId} />
        ))}
      </ul>
      {hasMore && (
        <Button variant="subtle" m="sm" onClick={more} loading={loading}>
          {t('list.more')}
        </Button>
      )}
    </div>
  );
}

function Row({ approval, view, open }: { approval: Approval; view: Props['view']; open: boolean }) {
  const { t } = useTranslation();
  const { money, instant, people } = useFormats();
  const { id, deal, requestedBy, places, comment, createdAt, state } = approval;
  const asker = requestedBy?.name ?? t('approval.somebody');
  const asked = people(places.map(({ approver }) => approver?.name ?? t('approval.somebody')));
  return (
    <li className={classes.row} data-open={open}>
      <Link to="/approvals/$approvalId" params={{ approvalId: id }} search className={classes.link}>
        <span className={classes.head}>
          <span className={classes.reference}>{deal?.reference ?? t('approval.hiddenDeal')}</span>
          {deal && <span className={classes.amount}>{money(deal.loanAmount)}</span>}
        </span>
        <span className={classes.who}>
          {view === 'asked' ? t('approvals.asked', { name: asked }) : view === 'all' ? t('approvals.both', { by: asker, name: asked }) : t('approvals.askedBy', { name: asker })}
          <Text component="span" size="sm" c="dimmed">
            {` · ${instant(createdAt)}`}
          </Text>
        </span>
        {comment && (
          <Text component="q" size="sm" truncate className={classes.comment}>
            {comment}
          </Text>
        )}
        <span className={classes.state}>
          <ApprovalStateText state={state} />
        </span>
      </Link>
    </li>
  );
}
