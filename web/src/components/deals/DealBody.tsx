import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import type { DealPanel } from '../../services/dealPanel';
import { useDealHistory } from '../../services/history';
import { useViewer } from '../../services/viewerContext';
import { HistoryList } from '../HistoryList';
import { Panel } from '../Panel';
import { AuthorityBanner } from './AuthorityBanner';
import classes from './DealBody.module.css';
import { DealPeople } from './DealPeople';
import { DealSummary } from './DealSummary';
import { FiguresPanel } from './FiguresPanel';
import { WhyPerson } from './WhyPerson';

interface Props {
  deal: DealDetails;
  panel: DealPanel | undefined;
  onPanel(panel: DealPanel | undefined): void;
}

/** The parts of a deal's page. */
export function DealBody({ deal, panel, onPanel }: Props) {
  const mayReadHistory = useViewer().permissions.has('history.view');
  return (
    <div className={classes.body}>
      <DealSummary deal={deal} />
      <AuthorityBanner deal={deal} onAsk={() => onPanel('ask')} />
      <div className={classes.columns}>
        <div className={classes.side}>
          <WhyPerson deal={deal} />
          {mayReadHistory && <DealHistory id={deal.id} />}
        </div>
        <div className={classes.side}>
          <DealPeople deal={deal} />
          <FiguresPanel deal={deal} editing={panel === 'figures'} onEdit={(editing) => onPanel(editing ? 'figures' : undefined)} />
        </div>
      </div>
    </div>
  );
}

function DealHistory({ id }: { id: string }) {
  const { t } = useTranslation();
  const history = useDealHistory(id);
  return (
    <Panel title={t('history.title')}>
      <HistoryList history={history} />
    </Panel>
  );
}
