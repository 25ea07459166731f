import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApprovalChanges } from '../../services/approvalChanges';
import type { ApprovalDetails } from '../../services/approvals';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { ApproverChoice } from './ApproverChoice';

/** An approver is no longer available: names others, who has approved stays (AP-7, AP-9). */
export function RerouteForm({ approval, dealId }: { approval: ApprovalDetails; dealId: string }) {
  const { t } = useTranslation();
  const approved = approval.places.flatMap(({ state, approver }) => (state === 'APPROVED' && approver ? [approver] : []));
  const needed = approval.places.length > 1 ? 2 : 1;
  const [chosen, setChosen] = useState<string[]>(approved.map(({ id }) => id));
  const changes = useApprovalChanges();
  const save = useSave();
  useUnsaved(chosen.length !== approved.length && !save.saved);
  return (
    <Stack gap="sm">
      <Text size="sm">{t('approval.unroutedHint')}</Text>
      <ApproverChoice dealId={dealId} needed={needed} approved={approved} value={chosen} onChange={setChosen} />
      <SaveTrouble save={save} />
      <div>
        <Button
          onClick={() => void save.run(() => changes.reroute(approval, chosen, ''))}
          loading={save.saving}
          disabled={chosen.length !== needed}
        >
          {t('approval.rerouteSend')}
        </Button>
      </div>
    </Stack>
  );
}
