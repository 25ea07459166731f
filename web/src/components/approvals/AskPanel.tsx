import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApprovalChanges } from '../../services/approvalChanges';
import type { DealDetails } from '../../services/deal';
import { useSave } from '../../services/save';
import { CommentField } from '../CommentField';
import { ComparisonTable } from '../ComparisonTable';
import { DrawerFrame } from '../DrawerFrame';
import { SaveTrouble } from '../SaveTrouble';
import { ApproverChoice } from './ApproverChoice';

/** Asks for approval, or asks somebody else instead; above the company's amount it takes two (AP-9). */
export function AskPanel({ deal, onClose }: { deal: DealDetails; onClose(): void }) {
  const { t } = useTranslation();
  const { request } = deal;
  const needed = deal.approversNeeded === 2 ? 2 : 1;
  const approved = request?.places.flatMap(({ state, approver }) => (state === 'APPROVED' && approver ? [approver] : [])) ?? [];
  const [chosen, setChosen] = useState<string[]>(approved.map(({ id }) => id));
  const [comment, setComment] = useState('');
  const changes = useApprovalChanges();
  const save = useSave();
  const submit = async () => {
    const words = comment.trim();
    const sent = await save.run(() => (request ? changes.reroute(request, chosen, words) : changes.ask(deal, chosen, words)));
    if (sent) onClose();
  };
  return (
    <DrawerFrame title={t(request ? 'approval.rerouteTitle' : 'approval.askTitle', { reference: deal.reference })} onClose={onClose} unsaved={comment !== '' || chosen.length !== approved.length}>
      <Stack gap="sm">
        <ComparisonTable label={t('compare.table')} comparisons={deal.comparisons} />
        {needed === 2 && <Text size="sm">{t('approval.twoNeeded')}</Text>}
        <ApproverChoice dealId={deal.id} needed={needed} approved={approved} value={chosen} onChange={setChosen} />
        <CommentField value={comment} onChange={setComment} description={t('approval.commentHint')} />
        <SaveTrouble save={save} />
        <div>
          <Button onClick={() => void submit()} loading={save.saving} disabled={chosen.length !== needed}>
            {t(request ? 'approval.rerouteSend' : 'approval.askSend')}
          </Button>
        </div>
      </Stack>
    </DrawerFrame>
  );
}
