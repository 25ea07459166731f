import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useDealHistory } from '../../services/history';
import { useViewer } from '../../services/viewerContext';
import { BreachList } from './BreachList';
import classes from './DealBody.module.css';
import { DealFacts } from './DealFacts';
import { DealSummary } from './DealSummary';
import { FacilityTable } from './FacilityTable';
import { HistoryList } from '../HistoryList';
import { Panel } from '../Panel';
import { WhyPerson } from './WhyPerson';

/** The parts of a deal's page. */
export function DealBody({ deal }: { deal: DealDetails }) {
  const mayReadHistory = useViewer().permissions.has('history.view');
  return (
    <div className={classes.body}>
      <DealSummary deal={deal} />
      <BreachList deal={deal} />
      <div className={classes.columns}>
        <WhyPerson deal={deal} />
        <div className={classes.side}>
          <DealFacts deal={deal} />
          <FacilityTable facilities={deal.facilities} />
          {mayReadHistory && <DealHistory id={deal.id} />}
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
