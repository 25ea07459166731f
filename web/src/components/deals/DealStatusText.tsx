import { Tooltip } from '@mantine/core';
import { IconAlertTriangleFilled, IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DealRow } from '../../services/deals';
import { useNames } from '../../services/names';
import classes from './DealStatusText.module.css';
import { Status, type Tone } from '../Status';

const tones: Record<DealRow['status'], Tone> = {
  NEW: 'calm',
  IN_REVIEW: 'calm',
  PENDING: 'warn',
  CONDITIONALLY_APPROVED: 'good',
  FUNDED: 'good',
  DECLINED: 'bad',
  CANCELLED: 'quiet',
};

/** Where a deal stands. */
export function DealStatusText({ status }: { status: DealRow['status'] }) {
  return <Status tone={tones[status]}>{useNames().dealStatus(status)}</Status>;
}

/** What needs somebody's eye: blocked, stalled, held. */
export function DealFlags({ deal }: { deal: DealRow }) {
  const { t } = useTranslation();
  const told = [deal.blocked && t('deal.blockedShort'), deal.stalled && t('deal.stalled'), deal.held && t('deal.held')].filter(Boolean);
  if (told.length === 0) return null;
  const Icon = deal.blocked || deal.stalled ? IconAlertTriangleFilled : IconHandStop;
  return (
    <Tooltip label={told.join('. ')}>
      <span className={classes.flag} role="img" aria-label={told.join('. ')}>
        <Icon size={14} aria-hidden />
      </span>
    </Tooltip>
  );
}
