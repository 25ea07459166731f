import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApprovalChanges } from '../../services/approvalChanges';
import type { ApprovalDetails } from '../../services/approvals';
import type { DealDetails } from '../../services/deal';
import { useOwnAuthority } from '../../services/ownAuthority';
import { useSave } from '../../services/save';
import { useViewer } from '../../services/viewerContext';
import { CommentField } from '../CommentField';
import { ComparisonTable } from '../ComparisonTable';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import classes from './DecideForm.module.css';

interface Props {
  approval: ApprovalDetails;
  deal: DealDetails;
}

/** The decision with one's own limits beside the figures; it counts for the figures that are shown (AP-3). */
export function DecideForm({ approval, deal }: Props) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [comment, setComment] = useState('');
  // The figures that were on the screen when the person began; a deal that changes meanwhile has to be looked at again.
  const [seen, setSeen] = useState(deal.version);
  const own = useOwnAuthority(deal.id, viewer.id);
  const changes = useApprovalChanges();
  const save = useSave();
  useUnsaved(comment !== '' && !save.saved);
  const changed = seen !== deal.version || save.refusals.some(({ code }) => code === 'STALE');
  const decide = async (verdict: 'APPROVE' | 'DECLINE') => {
    if (!(await save.run(() => changes.decide(approval.id, { version: seen }, verdict, comment.trim())))) return;
    notifications.show({
      message: t(verdict === 'APPROVE' ? 'approval.approved' : 'approval.declined', { reference: deal.reference }),
    });
  };
  return (
    <section className={classes.form} aria-label={t('approval.decision')}>
      <Stack gap="sm">
        <div>
          <Title order={3}>{t('approval.ownLimits')}</Title>
          {own ? <ComparisonTable label={t('approval.ownLimits')} comparisons={own} /> : <Skeleton height={60} />}
        </div>
        <CommentField value={comment} onChange={setComment} description={t('approval.decisionHint')} />
        {changed && (
          <Text size="sm" role="alert">
            {t('approval.changed')}{' '}
            <Button variant="default" size="compact-xs" onClick={() => setSeen(deal.version)}>
              {t('approval.lookedAgain')}
            </Button>
          </Text>
        )}
        <SaveTrouble save={save} merges />
        <Group gap="xs">
          <Button onClick={() => void decide('APPROVE')} loading={save.saving} disabled={seen !== deal.version}>
            {t('approval.approve')}
          </Button>
          <Button variant="outline" color="red" onClick={() => void decide('DECLINE')} loading={save.saving} disabled={seen !== deal.version}>
            {t('approval.decline')}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
