import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { AbilityButton } from '../AbilityButton';
import { Panel } from '../Panel';
import { DealFacts } from './DealFacts';
import { FacilityTable } from './FacilityTable';
import { FiguresForm } from './FiguresForm';
import { LimitsInfo } from './LimitsInfo';

interface Props {
  deal: DealDetails;
  editing: boolean;
  onEdit(editing: boolean): void;
}

/** The figures that authority is judged by: read, or edited in place. */
export function FiguresPanel({ deal, editing, onEdit }: Props) {
  const { t } = useTranslation();
  const edit = (
    <Group gap={4} wrap="nowrap">
      <LimitsInfo deal={deal} />
      {!editing && <AbilityButton ability={deal.can('figures')} label={t('deal.edit')} size="compact-xs" onClick={() => onEdit(true)} />}
    </Group>
  );
  return (
    <Panel title={t('deal.figures')} aside={edit}>
      {editing && deal.can('figures').allowed ? (
        <FiguresForm deal={deal} onDone={() => onEdit(false)} />
      ) : (
        <>
          <FacilityTable facilities={deal.facilities} />
          <DealFacts deal={deal} />
        </>
      )}
    </Panel>
  );
}
